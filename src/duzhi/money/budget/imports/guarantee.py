"""REG-05 三保清单, IN-13 三保测算表 and IN-35 供养人员与工资统发 (domain.md §3.5, Appendix A)."""

from collections.abc import Sequence

from duzhi.intake.api import Amount, Choice, Code, Column, Day, Declared, Layout, Text, Whole
from duzhi.kernel.finding import Finding
from duzhi.money.budget.actions import guarantee as actions
from duzhi.money.budget.rules import guarantee as rules
from duzhi.money.budget.rules.guarantee import BLOCKS, STAGES

_OFFICE = "预算股"
_BLOCKS = Choice({code: code for code in BLOCKS} | {name: code for code, name in BLOCKS.items()})
_STAGES = Choice({name: name for name in STAGES})
_STANDARDS = Choice({name: name for name in ("国家标准", "地方标准")})


def _check_list(rows: Sequence[rules.ListRow], _: Declared) -> list[Finding]:
    return rules.check_list(rows)


def _check_staff(rows: Sequence[rules.StaffRow], _: Declared) -> list[Finding]:
    return rules.check_staff(rows)


GUARANTEES = (
    Layout(
        code="REG-05",
        verb="budget.import",
        name="三保清单",
        office=_OFFICE,
        columns=(
            Column("code", "三保项目编码", Code(20)),
            Column("block", "三保类别", _BLOCKS),
            Column("name", "三保项目名称", Text(100)),
            Column("measure", "计量", Text(20), required=False),
            Column("payday", "每月发放日", Whole(), required=False),
            Column("start", "生效日期", Day()),
            Column("end", "失效日期", Day(), required=False),
            Column("basis", "依据", Text(200)),
        ),
        row=rules.ListRow,
        action=actions.import_list,
        checks=(_check_list,),
        keys=("code", "start"),
    ),
    Layout(
        code="IN-13",
        verb="budget.import",
        name="三保测算表",
        office=_OFFICE,
        columns=(
            Column("stage", "环节", _STAGES),
            Column("item", "三保项目编码", Code(20)),
            Column("name", "项目", Text(100)),
            Column("kind", "标准类别", _STANDARDS),
            Column("standard_fen", "标准", Amount()),
            Column("persons", "人数", Whole()),
            Column("months", "月数", Whole()),
            Column("need_fen", "需求", Amount()),
            Column("budget_fen", "已安排", Amount()),
            Column("gap_fen", "缺口", Amount()),
        ),
        row=rules.NeedRow,
        action=actions.import_needs,
        unit_words=("元", "万元"),
        keys=("stage", "item", "kind"),
        needs=("year",),
        total="need_fen",
    ),
    Layout(
        code="IN-35",
        verb="payments.import",
        name="供养人员与工资统发",
        office="工资统发",
        columns=(
            Column("agency", "单位代码", Code()),
            Column("posts", "编制人数", Whole()),
            Column("serving", "在职人数", Whole()),
            Column("retired", "离退休人数", Whole()),
            Column("item", "项目", Text(40)),
            Column("persons", "人数", Whole()),
            Column("amount_fen", "金额", Amount()),
            Column("payday", "发放日", Day()),
        ),
        row=rules.StaffRow,
        action=actions.import_staff,
        checks=(_check_staff,),
        keys=("agency", "item"),
        needs=("period",),
    ),
)

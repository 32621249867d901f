"""What the budget office types: adjustments, quotas, acts on them, decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from duzhi.kernel.money import parse_fen, show
from duzhi.money.budget import flow
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.balance import TRIGGERS
from duzhi.money.budget.rules.guarantee import BLOCKS
from duzhi.money.budget.rules.idle import DECISIONS
from duzhi.money.budget.rules.proposals import Need
from duzhi.web import api as web


class OfUnit(forms.Form):
    """A form that asks for one of the units given to it."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 Django's own
        units: Sequence[tuple[str, str]],
        **more: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*given, **more)
        choices: Any = self.fields["agency"]
        choices.choices = units


class AdjustmentForm(forms.Form):
    """登记预算调整."""

    no = forms.IntegerField(label="第几次调整", min_value=1, max_value=20)
    trigger = web.ChoiceField(
        label="调整事由（预算法第六十七条）",
        choices=[(str(number), text) for number, text in TRIGGERS.items()],
    )
    body = web.TextField(label="批准机关", max_length=100)
    approved_on = web.DayField(label="批准日期")
    note = web.TextField(label="决议文号或说明", max_length=400, required=False)


_KINDS = (
    rules.ADD,
    rules.CUT,
    rules.MOVE,
    rules.FREEZE,
    rules.THAW,
    rules.RECOVER,
    rules.SPLIT,
    rules.SURPLUS,
    rules.CANCEL,
)
_FUNDS = (
    ("111", "111 一般公共预算"),
    ("121", "121 政府性基金预算"),
    ("131", "131 国有资本经营预算"),
)


class EnterForm(OfUnit):
    """录入指标."""

    number = web.TextField(label="指标编号", max_length=60)
    title = web.TextField(label="指标文标题", max_length=300)
    agency = web.ChoiceField(label="单位")
    fund_type = web.ChoiceField(label="资金性质", choices=_FUNDS)
    subject = web.TextField(label="支出功能科目（项）", max_length=40)
    gov_econ = web.TextField(label="政府经济分类", max_length=11, required=False)
    dep_econ = web.TextField(label="部门经济分类", max_length=20, required=False)
    project = web.TextField(label="项目代码", max_length=40, required=False)
    doc_no = web.TextField(label="本级指标文号", max_length=100, required=False)
    upper_doc = web.TextField(label="上级指标文号", max_length=100, required=False)
    guarantee = web.ChoiceField(
        label="三保标识", choices=(("", "非三保"), *BLOCKS.items()), required=False
    )
    item = web.TextField(label="三保项目编码", max_length=20, required=False)
    direct = web.TextField(label="直达资金标识", max_length=20, required=False)
    amount_fen = web.MoneyField(label="指标金额", unit="元")
    parent = web.TextField(
        label="源指标编号",
        max_length=60,
        required=False,
        help_text="由待分配指标分解，或由上年指标结转的，填写源指标；下达时从源指标扣减",
    )


class ActForm(forms.Form):
    """指标业务单."""

    kind = web.ChoiceField(label="业务", choices=[(one, one) for one in _KINDS])
    amount = web.MoneyField(label="金额", unit="元", required=False)
    other = web.TextField(
        label="对方指标编号",
        max_length=60,
        required=False,
        help_text="调剂、分解须填写；其他业务不填",
    )
    on = web.DayField(label="业务日期")
    authority = web.TextField(label="依据文号", max_length=100, required=False)
    batch = web.TextField(label="调整批次号", max_length=40, required=False)
    reason = web.ReasonField(label="事由")


class AnswerForm(forms.Form):
    """审核指标业务单."""

    answer = web.ChoiceField(label="审核意见", choices=(("通过", "通过"), (flow.RETURN, "退回")))
    reason = web.TextField(label="说明（退回须写明原因）", max_length=300, rows=3, required=False)


class IssueForm(forms.Form):
    """审核并下达指标."""

    answer = web.ChoiceField(
        label="审核意见", choices=(("下达", "审核并下达"), (flow.RETURN, "退回"))
    )
    on = web.DayField(label="下达日期")
    batch = web.TextField(label="下达批次号", max_length=40, required=False)
    reason = web.TextField(label="说明（退回须写明原因）", max_length=300, rows=3, required=False)


class IdleForm(forms.Form):
    """处理存量资金."""

    decision = web.ChoiceField(label="处理方式", choices=[(one, one) for one in DECISIONS])
    other = web.TextField(
        label="调整到的指标编号", max_length=60, required=False, help_text="调整用途时填写"
    )
    authority = web.TextField(label="依据文号", max_length=100, required=False)
    on = web.DayField(label="处理日期")
    reason = web.ReasonField(label="理由")


class NeedsField(forms.CharField):
    """三保 items as lines of text: 项目编码 人数 标准 月数 安排, money in 元."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(
            label="三保项目",
            help_text="每行一项：项目编码 人数 标准（元） 月数 安排（元，不填为足额）",
            widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
            **more,
        )

    def to_python(self, value: object) -> Any:  # noqa: ANN401 Django's own
        """The items, none when empty."""
        lines = [(no, line.split()) for no, line in enumerate(str(value or "").splitlines(), 1)]
        return [_need(no, words) for no, words in lines if words]

    def prepare_value(self, value: object) -> object:
        """Items as they were typed."""
        if isinstance(value, str) or value is None:
            return value
        assert isinstance(value, Sequence)
        return "\n".join(
            f"{one.item} {one.persons} {show(one.standard_fen)} {one.months} {show(one.asked_fen)}"
            for one in value
        )


class AgainForm(forms.Form):
    """二上申报."""

    needs = NeedsField(required=False)
    other_fen = web.MoneyField(label="其他支出", unit="元", required=False)


class AskForm(OfUnit, AgainForm):
    """一上申报."""

    agency = web.ChoiceField(label="单位")
    field_order = ("agency", "needs", "other_fen")


class ControlForm(forms.Form):
    """下达控制数."""

    answer = web.ChoiceField(
        label="审核意见", choices=(("下达", "下达控制数"), (flow.RETURN, "退回"))
    )
    control_fen = web.MoneyField(label="控制数", unit="元", required=False)
    reason = web.TextField(label="说明（退回须写明原因）", max_length=300, rows=3, required=False)


def _need(no: int, words: Sequence[str]) -> Need:
    try:
        item, persons, standard, months, *asked = words
        fen = [parse_fen(one, "元") or 0 for one in (standard, *asked[:1])]
        need = Need(item, int(persons), fen[0], int(months), 0)
    except ValueError:
        text = f"第 {no} 行应为：项目编码 人数 标准 月数 安排，以空格分开；请更正"
        raise forms.ValidationError(text) from None
    return need._replace(asked_fen=fen[1] if asked else need.need_fen)

"""REC-01 收入预期目标: what townships and the county's own part are expected to bring in."""

from duzhi.intake.api import Amount, Choice, Code, Column, Layout, Text, Whole
from duzhi.money.receipts.actions import targets
from duzhi.money.receipts.queries.targets import origins
from duzhi.money.receipts.rules.targets import MEASURES, NATURES, TARGET_KIND, TargetRow

TARGETS = (
    Layout(
        code="REC-01",
        verb="receipts.import",
        name="收入预期目标",
        office="收入股",
        columns=(
            Column("year", "年度", Whole()),
            Column("region", "区划代码", Code(9)),
            Column("name", "名称", Text(100)),
            Column("measure", "口径", Choice(MEASURES)),
            Column("amount_fen", "年度目标", Amount(negative=False)),
            Column("nature", "目标性质", Choice({one: one for one in NATURES}), required=False),
            Column("leader", "责任领导", Text(60), required=False),
            Column("note", "备注", Text(200), required=False),
        ),
        row=TargetRow,
        action=targets.import_targets,
        origins=origins,
        source_kinds=(TARGET_KIND,),
        unit_words=("万元", "元"),
        keys=("year", "region", "measure"),
        year_field="year",
    ),
)

"""IMPORTS: 材料报送 (REP-01), the numbers that offices report with their evidence."""

from collections.abc import Sequence

from duzhi.areas.reports import actions
from duzhi.areas.reports.rules.items import ReportedRow, check_reported, derived
from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding


def _check(rows: Sequence[ReportedRow], _: intake.Declared) -> list[Finding]:
    return check_reported(rows)


REPORTED = intake.Layout(
    code="REP-01",
    verb="figures.report",
    name="材料报送",
    office="办公室",
    columns=(
        intake.Column("id", "指标编号", intake.Code()),
        intake.Column("name", "指标名称", intake.Text(), required=False),
        intake.Column("value", "数值", intake.Number()),
        intake.Column("unit", "计量单位", intake.Text(max=10)),
        intake.Column("scope", "统计口径", intake.Text(max=200)),
        intake.Column("office", "填报股室", intake.Text(max=40)),
        intake.Column("filler", "填报人", intake.Text(max=60)),
        intake.Column("reviewer", "审核人", intake.Text(max=60)),
        intake.Column("evidence", "依据材料", intake.Text()),
        intake.Column("due", "截止日期", intake.Day(), required=False),
    ),
    row=ReportedRow,
    action=actions.take_reported,
    skip=derived,
    checks=(_check,),
    keys=("id",),
    needs=("period",),
)
IMPORTS = (REPORTED,)

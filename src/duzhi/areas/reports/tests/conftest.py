"""The sample county's numbers, put under the figures in place of the money areas."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from duzhi.areas.reports.documents import DOCUMENTS
from duzhi.areas.reports.figures import FIGURES
from duzhi.areas.reports.rules.items import BY_ID
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.figures import catalogue
from duzhi.registry import api as registry

JUNE = date(2023, 6, 30)
AT = datetime(2023, 7, 3, 1, 30, tzinfo=UTC)
REGION = "990181"

MONEY = {
    "receipts.general_revenue": (117_402, 145_624),
    "receipts.tax": (50_768, 55_285),
    "receipts.nontax": (66_634, 90_339),
    "receipts.fund_revenue": (6_390, 12_449),
    "budget.general_revenue": (200_000, 0),
    "budget.tax": (104_400, 0),
    "budget.nontax": (95_600, 0),
    "budget.fund_revenue": (100_000, 0),
    "budget.general_spending": (620_000, 0),
    "budget.fund_spending": (160_000, 0),
    "payments.general_spending": (234_360, 232_063),
    "payments.fund_spending": (89_120, 152_134),
    "payments.livelihood": (149_451, 0),
}
"""万元 in the first half of 2023 and of 2022 (the sample county)."""

RATIOS = {
    "receipts.general_completion": ("receipts.general_revenue", "budget.general_revenue"),
    "receipts.tax_completion": ("receipts.tax", "budget.tax"),
    "receipts.nontax_completion": ("receipts.nontax", "budget.nontax"),
    "receipts.fund_completion": ("receipts.fund_revenue", "budget.fund_revenue"),
    "receipts.tax_share": ("receipts.tax", "receipts.general_revenue"),
    "payments.general_completion": ("payments.general_spending", "budget.general_spending"),
    "payments.fund_completion": ("payments.fund_spending", "budget.fund_spending"),
    "payments.livelihood_share": ("payments.livelihood", "payments.general_spending"),
}
GROWTHS = {
    "receipts.general_growth": "receipts.general_revenue",
    "receipts.tax_growth": "receipts.tax",
    "receipts.nontax_growth": "receipts.nontax",
    "receipts.fund_growth": "receipts.fund_revenue",
    "payments.general_spending_growth": "payments.general_spending",
    "payments.fund_spending_growth": "payments.fund_spending",
}

_FILED = """
F26 8, F27 2, F34 5860, F35 3120, F36 1460, F37 980, F38 2240, F39 84000, F40 4345.60, F41 157798
F42S 158527, F43 312, F44 23860, F47 214, F48 86400, F49 79834, F51 186, F52 642, F53 100, F54 86
F55 2.87, F56 29700, F57 46800, F58 46, F59 96.40, F60 58.20, F61 36.80, F62 31, F63 29.70, F64 10.5
F66 80400, F67 14400, F68 66000, F69 9
"""
REPORTED = dict(pair.split() for line in _FILED.split("\n") for pair in line.split(",") if pair)
"""What the offices report; F45, F46, F70 and F71 are still owed."""
OWED = {"F45": "1286", "F46": "2150", "F70": "6", "F71": "14"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME_REGION = REGION
    return settings.HOME


@pytest.fixture
def money() -> dict[str, tuple[int, int]]:
    """The amounts, which a test may change before it asks for the report."""
    return dict(MONEY)


@pytest.fixture
def county(db, monkeypatch, money):
    """A catalogue in which the money areas read from `money`, and the region has its name."""
    monkeypatch.setattr(catalogue, "_CATALOGUE", {})
    figures.register(_computed(money))
    figures.register(FIGURES)
    documents.register(DOCUMENTS)
    registry.load_regions(rows=[registry.RegionRow("990181000", "青岚市")], by="测试", at=AT)


def _computed(money):
    yield from (_read(code, money) for code in money)
    for code, (part, whole) in RATIOS.items():
        base = "全年变动预算" if whole == "budget.general_spending" else "年初预算"
        named = base if whole.startswith("budget") else ""
        yield _derived(code, figures.ratio(part, whole), named)
    for code, base in GROWTHS.items():
        yield _derived(code, figures.growth(base))
    yield _derived(
        "receipts.general_ahead",
        figures.points("receipts.general_completion", "time.progress"),
    )
    yield figures.Figure(
        *("time.progress", "序时进度", "％", "已过时间占全年的比重", "本地口径", "国库股"),
        read=lambda _: figures.Reading(Fraction(1, 2), lambda: iter(())),
    )


def _read(code, money):
    def read(context):
        now, before = money[code]
        fen = (before if context.on.year == 2022 else now) * 1_000_000
        return figures.Reading(fen, lambda: iter([figures.Source("试算", context.on, fen)]))

    item = _item(code)
    return figures.Figure(
        code, item.name, "万元", item.definition, item.basis, item.office, read=read
    )


def _derived(code, formula, denominator=""):
    item = _item(code)
    return figures.Figure(
        code,
        item.name,
        item.unit,
        item.definition,
        item.basis,
        item.office,
        formula=formula,
        denominator=denominator,
    )


def _item(code):
    return next(item for item in BY_ID.values() if item.code == code)


@pytest.fixture
def report_figures(county):
    """Files and reviews numbers by id, as the offices do."""

    def file(values):
        for name, value in values.items():
            item = BY_ID[name]
            filing = figures.Filing(
                item.code, Fraction(value), item.unit, "", item.office, "依据材料"
            )
            number = figures.file_figure(filing, on=JUNE, region=REGION, by="填报人", at=AT)
            figures.review_figure(number, by="审核人", at=AT)

    return file


@pytest.fixture
def reported(report_figures):
    """Everything but the four owed numbers."""
    report_figures(REPORTED)


@pytest.fixture
def complete(reported, report_figures):
    """All 71."""
    report_figures(OWED)

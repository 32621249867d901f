"""Which unit the amounts of a sheet are in: title, else caption, else what the user said."""

from duzhi.intake.columns import Amount
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout
from duzhi.kernel.finding import Finding, Place


def used(layout: Layout, header: Header, unit: str) -> dict[str, str]:
    """Title → unit of every amount column in the sheet; empty where nobody says it."""
    return {
        column.title: header.titles[header.positions[column.field]].unit or unit
        for column in layout.columns
        if isinstance(column.kind, Amount) and column.field in header.positions
    }


def faults(layout: Layout, header: Header, unit: str, place: Place) -> list[Finding]:
    """A missing unit, or one the layout does not take; never guessed (domain.md §0.1)."""
    found = used(layout, header, unit)
    if bare := [title for title, word in found.items() if not word]:
        text = (
            f"缺少金额单位（{'、'.join(bare[:3])}{'等' if len(bare) > 3 else ''}）；"  # noqa: PLR2004 names three
            "请在表头写明“单位：元”或“单位：万元”，或用 --unit 指明"
        )
        return [Finding("intake.unit_missing", text, place=place)]
    strange = sorted(set(found.values()) - set(layout.unit_words))
    text = f"单位“{'、'.join(strange)}”不能用于{layout.title}；可用：{'、'.join(layout.unit_words)}"
    return [Finding("intake.unit_strange", text, place=place)] if strange else []

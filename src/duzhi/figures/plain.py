"""A figure as plain data for other programs: one shape for `--json` and for the JSON interface.

`value` is a decimal string in the figure's unit (half-up, ten places), `exact` whole fen or a count
as int, a ratio as "p/q"; what is missing is null.
"""

from duzhi.figures.formula import Number
from duzhi.figures.trace import Step, steps
from duzhi.figures.value import Value
from duzhi.intake import api as intake

Plain = dict[str, object]


def plain(name: str, value: Value) -> Plain:
    """A figure without its parts; `name` is how it was asked for: a code or F13."""
    return {
        "id": name,
        "code": value.figure.code,
        "name": value.name,
        "value": value.decimal,
        "exact": plain_number(value.exact),
        "display": value.display,
        "unit": value.figure.unit,
        "as_of": value.on.isoformat(),
        "region": value.region,
        "formula": value.formula,
        "denominator": value.denominator or None,
        "source": value.source,
        "status": value.status,
        "office": value.figure.office,
        "note": value.note,
        "difference": plain_number(value.gap),
    }


def plain_tree(name: str, value: Value, *, entries: bool = True) -> Plain:
    """A figure with its parts, all the way down; with `entries` every line behind it too."""
    filed = value.filed
    parts = [plain_tree(part.figure.code, part, entries=entries) for part in value.parts]
    lines = {"entries": [plain_step(step) for step in steps(value)]} if entries else {}
    return {
        **plain(name, value),
        "parts": parts,
        **lines,
        "filed": {
            "office": filed.office,
            "filler": filed.filler,
            "reviewer": filed.reviewer,
            "evidence": filed.evidence,
        }
        if filed
        else None,
    }


def plain_step(step: Step) -> Plain:
    """One line behind a base figure, with the rows of the files it came from."""
    source = step.source
    return {
        "entry": source.entry or None,
        "source": source.ref,
        "event": source.event,
        "on": source.on.isoformat(),
        "text": source.text,
        "amount": plain_number(source.amount),
        "subject": source.key.subject if source.key else "",
        "level": source.key.level if source.key else "",
        "region": source.key.region if source.key else "",
        "rows": [_row(row) for row in step.rows],
    }


def plain_number(exact: Number | None) -> int | str | None:
    """Whole numbers as they are, ratios as text."""
    return exact if exact is None or isinstance(exact, int) else str(exact)


def _row(row: intake.Origin) -> Plain:
    return {"file": row.file, "sheet": row.sheet, "row": row.row, "amount": row.amount_fen}

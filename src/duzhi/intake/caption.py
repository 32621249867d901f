"""What titles and captions above a header say: unit, year, month, region."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duzhi.intake.cells import RawRow, text_of
from duzhi.intake.layout import Declared
from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.kernel.money import UNIT_FEN

_UNIT = re.compile(
    r"单\s*位\s*[::]?\s*(?:人民币)?\s*(亿\s*元|百\s*万\s*元|万\s*元|千\s*元|元)(?![\u4e00-\u9fff])"
)
_REGION = re.compile(r"区划(?:代码|编码)?\s*[::]?\s*(\d{9}|\d{6})(?!\d)")
_SIGNED_ON = re.compile(r"(?:制表|打印|报送|填报|编制|导出|生成)(?:日期|时间)\s*[::]?\s*\S+")
_YEARS = re.compile(r"20\d\d\s*年?\s*[-－—–至~～到、]\s*20\d\d\s*年?度?")
_LABELLED_YEAR = re.compile(r"(?:预算|会计|财政)?年度\s*[::]\s*(20\d\d)|(20\d\d)\s*年?度")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月(?!\s*[-－—–至~～])")
_NAMES = {"region": "区划", "year": "预算年度", "unit": "金额单位", "period": "月份"}


def read(rows: Iterable[RawRow]) -> Declared:
    """What the rows above a header declare; a thing said in two ways counts as not said."""
    text = " \n".join(_line(row) for row in rows)
    text = _YEARS.sub(" ", _SIGNED_ON.sub(" ", text))
    months = {f"{year}-{int(month):02}" for year, month in _MONTH.findall(text)}
    return Declared(
        region=_only(_REGION.findall(text)),
        year=int(_only(_years(text)) or 0),
        unit=_only("".join(unit.split()) for unit in _UNIT.findall(text)),
        period=_only(months),
    )


def settle(
    said: Declared, captions: Sequence[tuple[str, Declared]], file: str
) -> tuple[Declared, list[Finding]]:
    """What holds for the file: what the user said, else what the captions of its sheets agree on.

    Contradictions are findings: a warning where the user's word wins, and an error for amounts in
    two units or sheets that disagree among themselves.
    """
    settled, findings = said, _strange_unit(said, file)
    for name, title in _NAMES.items():
        found = {getattr(caption, name): sheet for sheet, caption in captions}
        found = {value: sheet for value, sheet in found.items() if value}
        given = getattr(said, name)
        if len(found) > 1 and not given and name != "unit":
            words = "、".join(map(str, found))
            text = f"各工作表写的{title}不一致（{words}）；请分开导入，或用 --{name} 指明"
            findings.append(Finding("intake.captions_differ", text, place=Place(file)))
        elif len(found) == 1 and not given:
            settled = replace(settled, **{name: next(iter(found))})
        findings += [
            _contradiction(name, given, value, Place(file, sheet))
            for value, sheet in found.items()
            if given and value != given and not _inside(name, given, value)
        ]
    return settled, findings


def _strange_unit(said: Declared, file: str) -> list[Finding]:
    if not said.unit or said.unit in UNIT_FEN:
        return []
    text = f"不认识单位“{said.unit}”；可用：{'、'.join(UNIT_FEN)}"
    return [Finding("intake.unit_strange", text, place=Place(file))]


def _contradiction(name: str, given: object, value: object, place: Place) -> Finding:
    title = _NAMES[name]
    if name == "unit":
        text = f"表里写的单位是“{value}”，声明的是“{given}”；请核对后改正其中一处再导入"
        return Finding("intake.unit_conflict", text, place=place)
    text = f"表里写的{title}是 {value}，声明的是 {given}，已按声明的 {given} 导入；请核对"
    return Finding("intake.declared_conflict", text, severity=WARNING, place=place)


def _inside(name: str, given: object, value: object) -> bool:
    """A township or the level itself lies inside a six-digit region."""
    return name == "region" and str(value).startswith(str(given))


def _line(row: RawRow) -> str:
    return unicodedata.normalize("NFKC", " ".join(filter(None, map(text_of, row.cells))))


def _years(text: str) -> list[str]:
    labelled = [first or second for first, second in _LABELLED_YEAR.findall(text)]
    return labelled or _YEAR.findall(text)


def _only(values: Iterable[str]) -> str:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else ""

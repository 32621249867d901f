"""Tables (`甲 | 1 | 2 |`) into records: a row's label is the subject, the column says the role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duzhi.checker import subjects
from duzhi.checker.claim import (
    AMOUNT,
    BUDGET,
    COMPLETION,
    COUNT,
    DELTA,
    GROWTH,
    LEVEL,
    PERCENT,
    PRIOR,
    SHARE,
    Claim,
)
from duzhi.checker.periods import Period
from duzhi.checker.records import TABLE, Against, Group, Portion, Reading, Record
from duzhi.checker.tokens import SCALE, printed

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_UNIT = re.compile(r"单位[:：]?(?:人民币)?(万亿元|亿元|万元|千元|百元|元)")
_HEADER_UNIT = re.compile(r"\((万亿元|亿元|万元|千元|元|%)\)")
_TOTAL = re.compile(r"^(?:收入|支出)?(?:总计|合计|总额)$|^(?:本年)?(?:收入|支出)(?:总计|合计)$")
_RANKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
    re.compile(r"\(\d{1,2}\)"),
)
_SEVERAL = 2
_MAIN = re.compile(r"合计|小计|总计|累计|执行|决算|完成|实际")
_SUMS = re.compile(r"^(?:合计|小计|总计|合计数)")
_YEARS = re.compile(r"(?:19|20)\d\d年?")
_AMONG = re.compile(r"其中[:,]?")
_COLUMNS = (
    (
        COMPLETION,
        re.compile(
            r"完成.{0,4}%|完成(?:率|比例|进度)|占.{0,4}(?:预算|计划|任务).{0,3}%|执行率|进度|为预算"
        ),
    ),
    (
        GROWTH,
        re.compile(r"(?:增减|增长|同比|增|比上年).{0,6}(?:%|率|幅)|增幅|增速|增长率|同比增减\(?%"),
    ),
    (SHARE, re.compile(r"占比|比重|占.{0,6}%")),
    (DELTA, re.compile(r"增减额|增减|增加额|增收|比上年增")),
    (PRIOR, re.compile(r"上年|去年|同期|20\d\d年决算")),
    (BUDGET, re.compile(r"预算数|年初预算|调整预算|预算$|任务|目标|^计划")),
)


def is_row(line: str) -> bool:
    """A line of a table."""
    return line.count("|") > 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its place in the plain text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    header: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of one side of a table: its rank by numbering (0 outermost), and its record."""

    rank: int
    label: str
    record: Record
    among: bool


def read(reading: Reading, block: Sequence[tuple[int, int]], line: int, period: Period) -> None:
    """Read the rows of one table, both sides of it where it has two."""
    text = reading.plain.text
    grid = [_cells(text, start, end) for start, end in block]
    width = max(len(row) for row in grid)
    before = text[max(block[0][0] - 160, 0) : block[0][0]]
    unit = _unit(before)
    reading.tables += 1
    reading.sentences.append(block[0])
    labels = [at for at in range(width) if _is_label(grid, at)]
    for number, at in enumerate(labels):
        stop = labels[number + 1] if number + 1 < len(labels) else width
        found = [_column(grid, one, unit) for one in range(at + 1, stop)]
        columns = [one for one in found if one is not None]
        rows = {}
        for plane in _planes(columns):
            rows[plane[0].at if plane[0].role == LEVEL else -1] = _side(
                reading, grid, block, at, plane, line, period
            )
        if (across := _across(columns)) is not None:
            reading.groups.extend(_rows_across(rows, *across))


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    found, place = [], start
    for piece in text[start:end].split("|"):
        stripped = piece.strip()
        found.append(_Cell(stripped, place + piece.find(stripped) if stripped else place))
        place += len(piece) + 1
    return found[:-1] if found and not found[-1].text else found


def _unit(before: str) -> str:
    found = _UNIT.findall(before.replace(" ", "")) or _HEADER_UNIT.findall(before[-40:])
    return found[-1] if found else ""


def _is_label(grid: Sequence[Sequence[_Cell]], at: int) -> bool:
    column = [row[at].text for row in grid if at < len(row) and row[at].text]
    words = [one for one in column if not _NUMBER.fullmatch(one) and re.search(r"[一-龥]", one)]
    years = [one for one in column[1:] if _YEARS.fullmatch(one)]
    if len(years) > 1 and len(years) == len(column) - 1:
        return True
    return len(words) >= _SEVERAL and len(words) * 2 > len(column) + 1


def _column(grid: Sequence[Sequence[_Cell]], at: int, unit: str) -> _Column | None:
    column = [row[at].text for row in grid if at < len(row)]
    if sum(bool(_NUMBER.fullmatch(one)) for one in column) < _SEVERAL:
        return None
    heads = []
    for one in column:
        if _NUMBER.fullmatch(one):
            break
        heads.append(one)
    header = "".join(dict.fromkeys(heads))
    own = _HEADER_UNIT.search(header)
    role = next((name for name, pattern in _COLUMNS if pattern.search(header)), LEVEL)
    percent = role in (COMPLETION, GROWTH, SHARE) or "%" in header
    return _Column(at, header, role, "%" if percent else (own[1] if own else unit))


def _planes(columns: Sequence[_Column]) -> list[list[_Column]]:
    """Columns that speak of the same figure, one plane for every 本数.

    What is said of a figure stands behind it: 财政总收入 | 增长 | 支出 | 增长. Where only one of
    several figures can be meant (中央级 | 县级 | 合计 | 占计划%), it is the 合计 or 累计.
    """
    levels = [one for one in columns if one.role == LEVEL]
    if not levels:
        return _versions(columns)
    if len(levels) < _SEVERAL:
        return [list(columns)]
    main = next((one for one in levels if _MAIN.search(one.header)), levels[0])
    roles = [one.role for one in columns if one.role != LEVEL]
    planes = {one.at: [one] for one in levels}
    for one in columns:
        if one.role == LEVEL:
            continue
        before = [other for other in levels if other.at < one.at]
        alike = roles.count(one.role) > 1 and bool(before)
        planes[(before[-1] if alike else main).at].append(one)
    return [planes[one.at] for one in levels]


def _versions(columns: Sequence[_Column]) -> list[list[_Column]]:
    """年初预算 | 调整预算 | 增减额: the later version is measured by the earlier one."""
    budgets = [one for one in columns if one.role == BUDGET]
    if len(budgets) < _SEVERAL:
        return [[replace(one, role=LEVEL) for one in budgets]] if budgets else []
    before, after = budgets[0], budgets[-1]
    rest = [one for one in columns if one.role in (DELTA, GROWTH)]
    return [[replace(after, role=LEVEL), replace(before, role=PRIOR), *rest]]


def _across(columns: Sequence[_Column]) -> tuple[list[_Column], _Column] | None:
    """Figures of a row that make up its 小计 or 合计, and that one."""
    levels = [one for one in columns if one.role == LEVEL]
    whole = next((one for one in levels if _SUMS.search(one.header)), None)
    if whole is None:
        return None
    at = levels.index(whole)
    parts = levels[:at] or levels[at + 1 :]
    return (parts, whole) if len(parts) > 1 else None


def _side(
    reading: Reading,
    grid: Sequence[Sequence[_Cell]],
    block: Sequence[tuple[int, int]],
    at: int,
    plane: Sequence[_Column],
    line: int,
    period: Period,
) -> list[_Row]:
    rows: list[_Row] = []
    for number, cells in enumerate(grid):
        if at >= len(cells) or not cells[at].text:
            continue
        record = _record(reading, cells, at, plane, line - len(block) + number, period)
        if record is not None:
            reading.sentences.append(block[number])
            record.sentence = len(reading.sentences) - 1
            label = cells[at].text
            rows.append(_Row(_rank(label), _bare(label), record, bool(_AMONG.match(label))))
    reading.groups.extend(_groups(rows))
    _year_after_year(rows)
    return rows


def _rows_across(
    rows: dict[int, list[_Row]], parts: Sequence[_Column], whole: _Column
) -> Iterator[Group]:
    """Each row's figures under its own 合计."""
    for row in rows.get(whole.at, []):
        line = row.record.line
        chosen = [
            other.record
            for column in parts
            for other in rows.get(column.at, [])
            if other.record.line == line
        ]
        if len(chosen) > 1:
            yield Group(TABLE, [row.record], chosen, [len(chosen)], complete=True)


def _year_after_year(rows: Sequence[_Row]) -> None:
    """Rows of consecutive years: each grows from the one before."""
    for before, after in pairwise(rows):
        if not (_YEARS.fullmatch(before.label) and _YEARS.fullmatch(after.label)):
            continue
        level = before.record.fields.get(LEVEL)
        if level is not None and int(after.label[:4]) == int(before.label[:4]) + 1:
            after.record.fields.setdefault(PRIOR, level)


def _record(
    reading: Reading,
    cells: Sequence[_Cell],
    at: int,
    plane: Sequence[_Column],
    line: int,
    period: Period,
) -> Record | None:
    label = _bare(cells[at].text)
    year = int(label[:4]) if _YEARS.fullmatch(label) else 0
    name = _HEADER_UNIT.sub("", plane[0].header) if year else label
    record = Record(
        subjects.cleaned(name) or name,
        line,
        0,
        len(reading.records),
        subjects.split(label)[0],
        period.months,
        year or period.year,
        reading.tables,
    )
    for column in plane:
        cell = cells[column.at] if column.at < len(cells) else None
        if cell is None or not _NUMBER.fullmatch(cell.text):
            continue
        _put(record, column, _claim(reading, cell, column, record, period))
    if not (record.fields or record.against or record.shares):
        return None
    reading.records.append(record)
    return record


def _put(record: Record, column: _Column, claim: Claim) -> None:
    if column.role == COMPLETION:
        record.against.append(Against(record.fields.get(BUDGET), claim, column.header))
    elif column.role == SHARE:
        record.shares.append(Portion(claim, ""))
    else:
        record.fields[column.role] = claim


def _claim(reading: Reading, cell: _Cell, column: _Column, record: Record, period: Period) -> Claim:
    digits = cell.text.rstrip("%")
    value, half = printed(digits.lstrip("+-"))
    percent = cell.text.endswith("%") or column.unit == "%"
    kind = PERCENT if percent else AMOUNT if column.unit else COUNT
    scale = SCALE.get(column.unit, 1) if kind == AMOUNT else 1
    sign = -1 if digits.startswith("-") else 1
    start, end = reading.plain.at(cell.start), reading.plain.end(cell.start + len(cell.text))
    claim = Claim(
        f"c{len(reading.claims) + 1}",
        reading.text[start:end],
        start,
        end,
        kind,
        digits,
        "%" if percent else column.unit,
        value * scale * sign,
        half * scale,
        column.role,
        record.subject,
        str(period),
        record.owner,
    )
    reading.claims.append(claim)
    return claim


def _bare(label: str) -> str:
    text = _AMONG.sub("", label.strip(), count=1)
    for rank in _RANKS:
        text = rank.sub("", text, count=1) if rank.match(text) else text
    return text.strip()


def _rank(label: str) -> int:
    for rank, pattern in enumerate(_RANKS, 1):
        if pattern.match(label.strip()):
            return rank
    return len(_RANKS) + 1


def _groups(rows: Sequence[_Row]) -> list[Group]:
    """Every row with what stands under it, and each 合计 with the outermost rows of its part."""
    found = []
    for at, row in enumerate(rows):
        if row.rank <= len(_RANKS) and not _TOTAL.match(row.label):
            parts = _under(rows, at)
            if len(parts) > 1:
                found.append(Group(TABLE, [row.record], parts, [len(parts)]))
    if any(_YEARS.fullmatch(one.label) for one in rows):
        return found
    return [*found, *_totals(rows)]


def _totals(rows: Sequence[_Row]) -> Iterator[Group]:
    """合计 stands before its rows or behind them, once or once a side."""
    places = [at for at, one in enumerate(rows) if _TOTAL.match(one.label)]
    if not places:
        return
    leads = places[0] == 0
    for number, at in enumerate(places):
        before = places[number - 1] + 1 if number else 0
        after = places[number + 1] if number + 1 < len(places) else len(rows)
        body = rows[at + 1 : after] if leads else rows[before:at]
        top = min((one.rank for one in body), default=0)
        outer = [one.record for one in body if one.rank == top and not one.among]
        if len(outer) > 1:
            sure = top <= len(_RANKS) or not any(one.among for one in body)
            yield Group(TABLE, [rows[at].record], outer, [len(outer)], complete=sure)


def _under(body: Sequence[_Row], at: int) -> list[Record]:
    """The next deeper rows until one of the same rank."""
    inner = []
    for one in body[at + 1 :]:
        if one.rank <= body[at].rank or _TOTAL.match(one.label):
            break
        inner.append(one)
    top = min((one.rank for one in inner), default=0)
    return [one.record for one in inner if one.rank == top and not one.among]

"""What a payment file says about a payment, and everything that can be wrong with it.

Sources: domain.md §1.10 (refunds, corrections), §3.3 (支付凭证), §3.12 (edge cases).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from duzhi.kernel.codes import (
    BUDGET_NAMES,
    CAPITAL,
    COUNTY,
    FUND,
    GENERAL,
    TOWNSHIP,
    UNCLASSIFIED,
    budget_of,
)
from duzhi.kernel.finding import INFO, WARNING, Finding, Place
from duzhi.kernel.money import show

NORMAL, REFUND, CORRECTION = "normal", "refund", "correction"
PAID, CLEARED, VOID, RETURNED = "paid", "cleared", "void", "returned"
KIND = "payments.voucher"
"""Documents are 支付凭证: `Ref(KIND, "区划/年/凭证号", revision)`."""
KINDS = {"正常支付": NORMAL, "退款支付": REFUND, "更正": CORRECTION}
STATUSES = {"已支付": PAID, "已清算": CLEARED, "已作废": VOID, "退票": RETURNED}
BUDGETS = (GENERAL, FUND, CAPITAL)
"""Budgets whose spending is booked; 社保基金 has its own 财政专户."""
NO_GUARANTEE = "000"
"""三保标识 非“三保”支出."""
GUARANTEES = {"1": "保基本民生", "2": "保工资", "3": "保运转"}
NOT_GENERAL = ("209", "223", "230", "231")
"""社保基金, 国资预算, 转移性支出 and 债务还本 are no 一般公共预算支出 (domain.md §3.6)."""
NOT_FUND = ("230", "231")
EIGHT = ("201", "204", "205", "206", "208", "210", "211", "212")
"""八项支出 of the GDP statistics (domain.md §3.6)."""
NARROW, WIDE = "livelihood_scope_narrow", "livelihood_scope_wide"
"""Law parameters that name the 类 of 民生支出."""
_RED = "/红字"
_REGION_DIGITS = 9
_STRAY = 100
"""A month with less than one hundredth of the main month's rows is a slip, not a second month."""
_WITHDRAWN_ROWS, _WITHDRAWN_SHARE = 100, 4
"""A file that would withdraw over 100 vouchers and three quarters of a month is not that month."""
_BASIS = "《国库集中支付凭证》要素（预算管理一体化规范）"


class Voucher(NamedTuple):
    """A row of the file: one 支付凭证; `amount_fen` as printed, refunds positive."""

    sheet: str
    row: int
    application: str
    number: str
    dated: date | None
    paid_on: date | None
    year: int
    region: str
    agency: str
    agency_name: str
    fund_type: str
    subject: str
    gov_econ: str
    dep_econ: str
    project: str
    project_name: str
    payee: str
    account: str
    purpose: str
    kind: str
    original: str
    amount_fen: int
    guarantee: str
    direct: str
    source_doc: str
    bond: str
    status: str
    reason: str = ""
    """Why it came back or was voided, where the export says so."""

    @property
    def on(self) -> date:
        """The business day; `check` has made sure that there is one."""
        assert self.paid_on is not None, "check() comes first"
        return self.paid_on


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry knows, for a check."""

    regions: frozenset[str]
    agencies: Mapping[str, Sequence[tuple[date, date | None]]]
    """Spans in which a 单位代码 is in force; the end is exclusive."""
    subjects: Mapping[tuple[str, int], frozenset[str]]
    """Spending subjects by budget and year."""


def uncounted(voucher: Voucher) -> str | None:
    """Why a row is no budget spending, None when it is."""
    if voucher.status == VOID:
        return "已作废的支付凭证"
    if voucher.status == RETURNED:
        return "退票，款项没有付出"
    if voucher.fund_type[:1] in ("2", "3"):
        return "财政专户、单位资金，不属于预算支出"
    if budget_of(voucher.fund_type) not in BUDGETS and voucher.fund_type.startswith("14"):
        return "社会保险基金，由财政专户核算"
    return None


def failed(voucher: Voucher) -> bool:
    """Whether a row that does not count says that a payment of a budget did not happen."""
    return voucher.status in (VOID, RETURNED) and budget_of(voucher.fund_type) in BUDGETS


def failed_number(voucher: Voucher) -> str:
    """The document a failed row takes back; a voided one may lack the 实际支付日期."""
    year = (voucher.paid_on or voucher.dated or date(voucher.year, 1, 1)).year
    return f"{voucher.region}/{year}/{voucher.number}"


def document(voucher: Voucher) -> str:
    """Its number in the books: voucher numbers are unique per 区划 and year.

    Both legs of a 更正 may carry one number, so the negative one is marked.
    """
    red = _RED if voucher.kind == CORRECTION and voucher.amount_fen < 0 else ""
    return f"{voucher.region}/{voucher.on.year}/{voucher.number}{red}"


def signed(voucher: Voucher) -> int:
    """Fen of spending: money that came back is negative."""
    return -voucher.amount_fen if voucher.kind == REFUND else voucher.amount_fen


def of_earlier_year(voucher: Voucher) -> bool:
    """Whether it belongs to a budget that has been closed: it moves 结转结余, not spending."""
    return voucher.year < voucher.on.year


def level(region: str) -> str:
    """预算级次 of the budget that pays."""
    return COUNTY if region.endswith("000") else TOWNSHIP


def month(on: date) -> int:
    """The month a file answers for: 202306."""
    return on.year * 100 + on.month


def month_name(code: int) -> str:
    """202306 as people write it."""
    return f"{code // 100}年{code % 100}月"


def check(
    rows: Sequence[Voucher], known: Known, region: str = "", period: str = ""
) -> list[Finding]:
    """Everything wrong with the rows of one file; `region` and `period` are what was declared."""
    dated = [row for row in rows if row.paid_on is not None]
    return [
        *_faults(rows),
        *_misplaced(rows, known, region),
        *_days(dated, period),
        *_duplicates(dated),
        *_corrections(rows),
        *_odd_years(dated),
        *_odd_subjects(rows, known),
        *_odd_agencies(dated, known),
    ]


def check_withdrawal(month_code: int, standing: int, gone: int) -> list[Finding]:
    """A file that would take most of a month back is not the whole month."""
    if gone <= _WITHDRAWN_ROWS or gone * _WITHDRAWN_SHARE <= standing * (_WITHDRAWN_SHARE - 1):
        return []
    text = (
        f"{month_name(month_code)}已入账 {standing} 笔，本文件会撤回其中 {gone} 笔；"
        "看来不是该月的完整明细，请导出整月后再导入"
    )
    return [Finding("payments.not_whole_month", text)]


def left_standing(month_code: int, regions: Sequence[str], count: int, fen: int) -> Finding:
    """Vouchers of regions this file says nothing about; they stay."""
    text = (
        f"{month_name(month_code)}另有 {'、'.join(regions)} 的 {count} 笔、"
        f"{show(fen, thousands=True)} 元不在本文件的区划内，仍然有效；"
        "若本文件就是全部，请用 --region 指明六位区划后重新导入"
    )
    return Finding("payments.other_regions", text, severity=WARNING)


def stands_elsewhere(voucher: Voucher, month_code: int) -> Finding:
    """A voucher cannot stand in two months; the other file has to give it up first."""
    text = (
        f"支付凭证号 {voucher.number} 已在{month_name(month_code)}入账；"
        "请先导入更正后的那个月的明细，再导入本文件"
    )
    return _at(voucher, "stands_elsewhere", "支付凭证号", text)


def _faults(rows: Sequence[Voucher]) -> Iterator[Finding]:
    """What a single row gets wrong by itself."""
    for row in rows:
        if row.paid_on is None:
            yield _at(row, "no_day", "实际支付日期", "没有实际支付日期，无法入账；请补填")
        if row.amount_fen <= 0 and (row.kind != CORRECTION or not row.amount_fen):
            yield _at(row, "amount", "支付金额", _amount_text(row))
        if row.kind != NORMAL and not row.original:
            yield _no_original(row)
        if budget_of(row.fund_type) not in BUDGETS:
            text = f"资金性质“{row.fund_type}”不属于一般公共、政府性基金、国有资本经营预算；请更正"
            yield _at(row, "fund_type", "资金性质", text)


def _amount_text(row: Voucher) -> str:
    printed = show(row.amount_fen, thousands=True)
    if row.kind == CORRECTION:
        return "更正金额为零；请填写更正的金额"
    return f"金额 {printed} 元应为正数，退款也填正数并在业务类型写明；请更正"


def _no_original(row: Voucher) -> Finding:
    """Last year's vouchers are often no longer in the system that exports, so it may be missing."""
    earlier = row.paid_on is not None and row.year < row.paid_on.year
    text = "退款和更正须写明原支付凭证号；请补填"
    severity = WARNING if earlier else "error"
    return _at(row, "no_original", "原支付凭证号", text, severity)


def _misplaced(rows: Sequence[Voucher], known: Known, region: str) -> Iterator[Finding]:
    fine = {
        code
        for code in {row.region for row in rows}
        if len(code) == _REGION_DIGITS and code in known.regions and code.startswith(region)
    }
    for row in rows:
        if row.region not in fine:
            yield _at(row, "region", "区划代码", _region_text(row.region, known, region))


def _region_text(code: str, known: Known, region: str) -> str:
    if not code.startswith(region):
        return f"区划 {code} 不在声明的 {region} 内；请核对文件或声明"
    if code not in known.regions:
        return f"区划 {code} 没有登记；请先导入财政区划表，或更正代码"
    return f"区划代码“{code}”应为9位；请更正"


def _days(rows: Sequence[Voucher], period: str) -> Iterator[Finding]:
    """Days outside the file's month: a slip would make the file answer for a whole other month."""
    counts = Counter(month(row.on) for row in rows)
    if not counts:
        return
    main, largest = counts.most_common(1)[0]
    if period:
        main = int(period.replace("-", ""))
        strays = counts.keys() - {main}
    else:
        strays = {code for code, count in counts.items() if count * _STRAY < largest}
    for row in rows:
        if month(row.on) in strays:
            text = (
                f"实际支付日期 {row.on} 不在本文件的月份 {month_name(main)}；请核对，或按月分开导入"
            )
            yield _at(row, "other_month", "实际支付日期", text)


def _duplicates(rows: Iterable[Voucher]) -> Iterator[Finding]:
    seen: dict[str, Voucher] = {}
    for row in rows:
        first = seen.setdefault(document(row), row)
        if first is not row:
            text = f"支付凭证号 {row.number} 与第 {first.row} 行重复；请删除多余的一行"
            yield _at(row, "duplicate", "支付凭证号", text)


def _corrections(rows: Sequence[Voucher]) -> Iterator[Finding]:
    """更正 moves spending from one classification to another; no money may be left over."""
    pairs: dict[tuple[str, str], list[Voucher]] = {}
    for row in rows:
        if row.kind == CORRECTION and row.original:
            pairs.setdefault((row.region, row.original), []).append(row)
    for (_, original), legs in pairs.items():
        if rest := sum(leg.amount_fen for leg in legs):
            text = (
                f"原支付凭证 {original} 的更正 {len(legs)} 行相加为 "
                f"{show(rest, thousands=True)} 元，应为零；请核对是否缺了一行"
            )
            yield _at(legs[0], "correction_open", "支付金额", text)


def _odd_years(rows: Sequence[Voucher]) -> Iterator[Finding]:
    later = [row for row in rows if row.year > row.on.year]
    for row in later:
        text = f"预算年度 {row.year} 晚于实际支付日期 {row.on}；请更正"
        yield _at(row, "later_year", "预算年度", text)
    earlier = [row for row in rows if row.year < row.on.year]
    if earlier:
        net = sum(signed(row) for row in earlier)
        text = (
            f"{len(earlier)} 笔属于以前年度预算，净额 {show(net, thousands=True)} 元"
            "记入结转结余，不计当年支出；请核对"
        )
        yield _at(earlier[0], "earlier_year", "预算年度", text, INFO)


def _odd_subjects(rows: Sequence[Voucher], known: Known) -> Iterator[Finding]:
    """A subject of another budget's list; unknown ones are already reported as 待归类."""
    groups: dict[tuple[str, str, int], list[Voucher]] = {}
    for row in rows:
        place = (row.subject, budget_of(row.fund_type), row.year)
        groups.setdefault(place, []).append(row)
    for (subject, budget, year), some in groups.items():
        listed = known.subjects.get((budget, year))
        if listed is None or subject in listed or subject.startswith(UNCLASSIFIED):
            continue
        name = BUDGET_NAMES[budget]
        text = f"科目 {subject} 不在{name}的支出科目表中，共 {len(some)} 笔；请核对科目或资金性质"
        yield _at(some[0], "subject_of_other_budget", "支出功能科目代码", text, WARNING)


def _odd_agencies(rows: Sequence[Voucher], known: Known) -> Iterator[Finding]:
    groups: dict[str, list[Voucher]] = {}
    for row in rows:
        if not _in_force(known.agencies.get(row.agency, ()), row.on):
            groups.setdefault(row.agency, []).append(row)
    for agency, some in groups.items():
        first = some[0]
        why = "在支付日没有生效" if agency in known.agencies else "没有登记"
        text = (
            f"单位 {agency} {first.agency_name}{why}，共 {len(some)} 笔、"
            f"{show(sum(map(signed, some)), thousands=True)} 元，已照常入账；请更新预算单位表"
        )
        yield _at(first, "agency", "单位代码", text, WARNING)


def _in_force(spans: Sequence[tuple[date, date | None]], on: date) -> bool:
    return any(start <= on and (end is None or on < end) for start, end in spans)


def _at(row: Voucher, code: str, column: str, text: str, severity: str = "error") -> Finding:
    place = Place("", row.sheet, row.row, column)
    return Finding(f"payments.{code}", text, _BASIS, severity, place)


def folded(amounts: Mapping[str, int], length: int) -> dict[str, int]:
    """Fen by the first digits of the subject; 待归类 subjects stay together under `?`."""
    sums: dict[str, int] = {}
    for subject, fen in amounts.items():
        code = UNCLASSIFIED if subject.startswith(UNCLASSIFIED) else subject[:length]
        sums[code] = sums.get(code, 0) + fen
    return sums


def restated(amounts: Mapping[str, int], moves: Mapping[str, str]) -> dict[str, int]:
    """Last year's fen under this year's subjects (口径调整): the longest old code decides."""
    sums: dict[str, int] = {}
    for subject, fen in amounts.items():
        old = max((code for code in moves if subject.startswith(code)), key=len, default="")
        code = moves[old] if old else subject
        sums[code] = sums.get(code, 0) + fen
    return sums

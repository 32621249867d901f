"""Tax receipts (IN-02) and refunds (IN-03): gross receipts less refunds are `facts.TAX`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from duzhi.kernel.codes import CENTRAL, COUNTY, TOWNSHIP
from duzhi.sample import facts
from duzhi.sample.days import business_days, nth
from duzhi.sample.names import name_of
from duzhi.sample.parts import pieces, spread, stream, wobbled, yuan
from duzhi.sample.payers import Payer, liable, subject
from duzhi.sample.regions import COUNTY_TREASURY, TOWNSHIPS
from duzhi.sample.workbook import TEXT, Sheet, write_csv, write_xlsx

HEADER = (
    "缴款凭证号,纳税人识别号,纳税人名称,征收项目,征收品目,科目代码,预算级次,税款所属期起,"
    "税款所属期止,缴款日期,入库日期,实缴金额(元),主管税务所,街道乡镇,行业,登记注册类型"
)
RECEIPTS = {
    "10101": 90, "10104": 25, "10106": 50, "10107": 6, "10109": 60, "10110": 30, "10111": 45,
    "10112": 30, "10113": 12, "10114": 10, "10118": 4, "10119": 40, "10121": 4,
}  # fmt: skip
"""How many receipts of each tax the county has in a month; a township has one to three."""
VAT_BACK, INCOME_BACK = "101010136", "1010602"
SETTLEMENT_MONTHS = range(3, 7)
"""个人所得税综合所得汇算清缴 pays back from March to June."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of a tax voucher: what one level gets."""

    voucher: str
    payer: Payer
    item: str
    subject: str
    level: str
    treasury: str
    day: date
    fen: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Money back to a taxpayer out of one level's revenue; fen are positive."""

    number: str
    payer: Payer
    subject: str
    level: str
    treasury: str
    day: date
    reason: str
    fen: int


def item_months(seed: int, half: facts.Half, item: str) -> list[int]:
    """Net local fen of a tax in each month of a half-year."""
    total = facts.fen(facts.TAX[half][facts.TAX_ITEMS.index(item)])
    rng = stream(seed, "tax", *half, item)
    return spread(total, wobbled(rng, facts.TAX_MONTHS[half[1]], 6))


def month(seed: int, year: int, number: int) -> tuple[list[Receipt], list[Refund]]:
    """Receipts by day and refunds of one month, the centre's parts included."""
    refunds = refunds_of(seed, year, number)
    receipts: list[Receipt] = []
    for item in facts.TAX_ITEMS:
        half = (year, facts.half(number))
        net = item_months(seed, half, item)[(number - 1) % 6]
        below = net * facts.TOWNSHIP_SHARE[item] // 100
        rng = stream(seed, "receipts", year, number, item)
        weights = wobbled(rng, [each.weight for each in TOWNSHIPS], 25)
        shares = spread(below, weights)
        places = [(COUNTY_TREASURY, net - below, RECEIPTS[item])]
        places += [
            (town.treasury, share, 1 + int(rng.random() * 3))
            for town, share in zip(TOWNSHIPS, shares, strict=True)
        ]
        for treasury, fen, count in places:
            gross = fen + _returned(refunds, item, treasury)
            batch = _receipts(seed, (year, number), item, treasury, pieces(rng, gross, count))
            receipts += batch
    receipts.sort(key=lambda each: (each.day, each.voucher))
    return receipts, refunds


def write_receipts(folder: Path, year: int, number: int, rows: Sequence[Receipt]) -> Path:
    """IN-02: UTF-8 with BOM from 2023, GB18030 before."""
    last = date(year, number, 1) - timedelta(days=1)
    span = f"{last.replace(day=1)},{last}"
    lines = [
        f"{each.voucher},{each.payer.number},{each.payer.name},{name_of(each.item)},"
        f"{name_of(each.subject)},{each.subject},{each.level},{span},{each.day},{each.day},"
        f"{yuan(each.fen)},{each.payer.tail}"
        for each in rows
    ]
    encoding = "utf-8-sig" if year >= 2023 else "gb18030"  # noqa: PLR2004 the bureau changed its export
    path = folder / "税务" / f"{year}年{number:02d}月入库明细.csv"
    return write_csv(path, HEADER, lines, encoding)


def write_refunds(folder: Path, year: int, rows: Sequence[Refund]) -> Path:
    """IN-03: one workbook a year."""
    titles = ("退库凭证号", "退库日期", "科目代码", "预算级次", "国库代码", "纳税人名称",
              "纳税人识别号", "退库原因")  # fmt: skip
    sheet = Sheet(
        f"{facts.COUNTY}{year}年收入退库清册",
        (f"编制单位：国家金库{facts.COUNTY}支库", f"{year}年", "单位：元"),
        [*((title, TEXT) for title in titles), ("退库金额", "元")],
    )
    body = [
        (each.number, str(each.day), each.subject, each.level, each.treasury, each.payer.name,
         each.payer.number, each.reason, each.fen)
        for each in rows
    ]  # fmt: skip
    return write_xlsx(folder / "国库" / f"{year}年收入退库清册.xlsx", sheet, body)


def _receipts(
    seed: int, when: tuple[int, int], item: str, treasury: str, parts: Sequence[int]
) -> list[Receipt]:
    rng = stream(seed, "voucher", *when, item, treasury)
    days = business_days(*when)
    who = liable(seed, item, treasury)
    made = []
    for number, fen in enumerate(parts, start=1):
        payer = who[int(rng.random() * len(who))]
        # Taxes of a month are due around the fifteenth: two draws pull the days to the middle.
        day = days[int((rng.random() + rng.random()) / 2 * len(days))]
        voucher = f"399018{when[0] % 100:02d}{when[1]:02d}{item[3:]}{treasury[-2:]}{number:04d}"
        code = subject(item, payer)
        level = COUNTY if treasury == COUNTY_TREASURY else TOWNSHIP
        made.append(Receipt(voucher, payer, item, code, level, treasury, day, fen))
        if item in facts.CENTRAL_PER_LOCAL:
            up = int(fen * facts.CENTRAL_PER_LOCAL[item])
            made.append(Receipt(voucher, payer, item, code, CENTRAL, COUNTY_TREASURY, day, up))
    return made


def refunds_of(seed: int, year: int, number: int) -> list[Refund]:
    """留抵退税 of the month, PIT settlements and the odd tax paid in error."""
    rng = stream(seed, "refunds", year, number)
    vat = facts.fen(facts.VAT_REFUND[year][number - 1])
    below = vat * facts.TOWNSHIP_REFUND_PERCENT // 100
    towns = rng.sample(TOWNSHIPS[:12], 2)
    plan = [(VAT_BACK, "留抵退税", COUNTY_TREASURY, fen) for fen in pieces(rng, vat - below, 4)]
    plan += [
        (VAT_BACK, "留抵退税", town.treasury, fen)
        for town, fen in zip(towns, pieces(rng, below, 2), strict=True)
    ]
    if number in SETTLEMENT_MONTHS:
        plan += [
            (INCOME_BACK, "汇算清缴退税", COUNTY_TREASURY, fen)
            for fen in pieces(rng, facts.fen(4), 5)
        ]
    if number % 2 == 0:
        plan.append(("1011901", "误收退税", COUNTY_TREASURY, 3_860_000 + rng.randrange(400_000)))
    return _lines(seed, (year, number), plan)


def _lines(
    seed: int, when: tuple[int, int], plan: Sequence[tuple[str, str, str, int]]
) -> list[Refund]:
    rng = stream(seed, "refund days", *when)
    made = []
    for order, (code, reason, treasury, fen) in enumerate(plan, start=1):
        who = liable(seed, code[:5], treasury)
        payer = who[int(rng.random() * len(who))]
        day = nth(*when, 1 + int(rng.random() * (len(business_days(*when)) - 1)))
        number = f"TK{when[0]}{when[1]:02d}{order:04d}"
        level = COUNTY if treasury == COUNTY_TREASURY else TOWNSHIP
        made.append(Refund(f"{number}1", payer, code, level, treasury, day, reason, fen))
        if code[:5] in facts.CENTRAL_PER_LOCAL:
            up = int(fen * facts.CENTRAL_PER_LOCAL[code[:5]])
            made.append(
                Refund(f"{number}2", payer, code, CENTRAL, COUNTY_TREASURY, day, reason, up)
            )
    return sorted(made, key=lambda each: (each.day, each.number))


def _returned(refunds: Sequence[Refund], item: str, treasury: str) -> int:
    return sum(
        each.fen
        for each in refunds
        if each.level != CENTRAL and each.treasury == treasury and each.subject.startswith(item)
    )

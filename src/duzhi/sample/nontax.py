"""Non-tax slips (IN-04) of the general, fund and state-capital budgets; all of them level 4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.sample import facts
from duzhi.sample.days import business_days
from duzhi.sample.names import name_of, suppliers
from duzhi.sample.parts import pieces, spread, stream, wobbled, yuan
from duzhi.sample.units import units
from duzhi.sample.workbook import write_csv

HEADER = ("缴款码,执收单位代码,执收单位名称,收费项目编码,收费项目名称,科目代码,资金性质,缴款人,"
          "开票日期,到账日期,缴库日期,金额(元),状态")  # fmt: skip
PAID_IN, RECEIVED, VOID = "已缴库", "已到账未缴库", "已作废"

SUBJECTS: dict[str, tuple[tuple[str, int, str, int], ...]] = {
    "10302": (
        ("103020301", 48, "126001", 26), ("103021601", 32, "126001", 26),
        ("103021801", 14, "132001", 12), ("103029999", 6, "138001", 2),
    ),
    "10304": (
        ("1030401", 14, "121001", 40), ("1030427", 16, "126001", 18),
        ("103043308", 22, "133001", 3),
        ("103043310", 12, "133002", 40), ("103042401", 14, "135001", 4),
        ("103043404", 8, "136001", 12), ("103044608", 6, "138001", 4), ("1030447", 5, "143002", 10),
        ("1030450", 3, "130001", 8),
    ),
    "10305": (
        ("103050101", 46, "121002", 110), ("103050103", 14, "123001", 14),
        ("103050113", 10, "137001", 40), ("103050122", 10, "120001", 24),
        ("103050133", 14, "133001", 5), ("103050199", 6, "136001", 20),
    ),
    "10307": (
        ("103070501", 3, "116001", 3), ("103070601", 7, "154001", 24),
        ("103070602", 26, "154001", 5),
        ("103070604", 6, "143003", 14), ("1030714", 11, "133001", 4),
        ("103071999", 4, "138001", 12),
        ("103072101", 3, "136001", 10), ("103072199", 2, "136001", 4), ("1030799", 38, "154001", 4),
    ),
    "10309": (
        ("1030903", 46, "135002", 22), ("1030904", 40, "135002", 2), ("1030999", 14, "135001", 4),
    ),
    "10399": (("1039908", 20, "116001", 2), ("1039999", 80, "116001", 12)),
    "fund": (
        ("103014801", 70, "133001", 3), ("103014802", 6, "133001", 2),
        ("103014899", 4, "133001", 2),
        ("1030146", 4, "133001", 1), ("1030147", 2, "133001", 1), ("1030156", 8, "135001", 5),
        ("103015501", 1, "129001", 1), ("103015502", 1, "126001", 1), ("1030178", 4, "136001", 3),
    ),
    "capital": (("103060198", 55, "154001", 2), ("103060298", 20, "154001", 1),
                ("103060304", 25, "154001", 1)),
}  # fmt: skip
"""Per revenue item: subject, weight, 执收单位, how many slips a month."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One 一般缴款书."""

    code: str
    fund_type: str
    subject: str
    unit: str
    payer: str
    day: date
    fen: int
    status: str = PAID_IN


def month(seed: int, year: int, number: int) -> list[Slip]:
    """Slips of a month by day; those paid in add up to the facts."""
    half = (year, facts.half(number))
    plan = [
        (item, GENERAL, general_months(seed, half, item)[(number - 1) % 6])
        for item in facts.NONTAX_ITEMS
    ]
    plan.append(("fund", FUND, facts.fen(facts.FUND_REVENUE[year][number - 1])))
    plan.append(("capital", CAPITAL, facts.fen(facts.CAPITAL_REVENUE[year][number - 1])))
    slips: list[Slip] = []
    for item, budget, total in plan:
        slips += _slips(seed, (year, number), item, budget, total)
    slips += _unsettled(seed, (year, number))
    return sorted(slips, key=lambda each: (each.day, each.code))


def general_months(seed: int, half: facts.Half, item: str) -> list[int]:
    """Fen of a non-tax item in each month of a half-year."""
    total = facts.fen(facts.NONTAX[half][facts.NONTAX_ITEMS.index(item)])
    rng = stream(seed, "nontax", *half, item)
    return spread(total, wobbled(rng, facts.NONTAX_MONTHS[half[1]], 8))


def write(folder: Path, year: int, number: int, slips: Sequence[Slip]) -> Path:
    """IN-04: UTF-8."""
    named = {unit.code: unit.name for unit in units()}
    lines = []
    for each in slips:
        paid_in = str(each.day) if each.status == PAID_IN else ""
        arrived = "" if each.status == VOID else str(each.day)
        item = f"{each.unit}{each.subject[3:7]},{name_of(each.subject)}"
        lines.append(
            f"{each.code},{each.unit},{named[each.unit]},{item},{each.subject},{each.fund_type}1,"
            f"{each.payer},{each.day},{arrived},{paid_in},{yuan(each.fen)},{each.status}"
        )
    path = folder / "非税" / f"{year}年{number:02d}月一般缴款书.csv"
    return write_csv(path, HEADER, lines, "utf-8")


def _slips(seed: int, when: tuple[int, int], item: str, budget: str, total: int) -> list[Slip]:
    if not total:
        return []
    rng = stream(seed, "slips", *when, item)
    days = business_days(*when)
    firms = suppliers(seed)
    table = SUBJECTS[item]
    shares = spread(total, wobbled(rng, [weight for _, weight, _, _ in table], 30))
    made = []
    for (subject, _, unit, count), share in zip(table, shares, strict=True):
        for order, fen in enumerate(pieces(rng, share, count), start=1):
            payer = firms[int(rng.random() * len(firms))][0]
            day = days[int(rng.random() * len(days))]
            code = f"{when[0] % 100:02d}{when[1]:02d}9901{subject[3:]:0<6}{order:04d}"
            made.append(Slip(code, budget, subject, unit, payer, day, fen))
    return made


def _unsettled(seed: int, when: tuple[int, int]) -> list[Slip]:
    """Void slips every month, and at the very end money that has not reached the treasury yet."""
    rng = stream(seed, "unsettled", *when)
    days = business_days(*when)
    firms = suppliers(seed)
    made = []
    for order in range(6):
        subject, _, unit, _ = rng.choice(SUBJECTS["10305"])
        code = f"{when[0] % 100:02d}{when[1]:02d}9902{order:010d}"
        fen = rng.randrange(10_000, 400_000)
        made.append(
            Slip(code, GENERAL, subject, unit, rng.choice(firms)[0], rng.choice(days), fen, VOID)
        )
    for order in range(12 if when == facts.LAST else 0):
        subject, _, unit, _ = rng.choice(SUBJECTS["10304"])
        code = f"{when[0] % 100:02d}{when[1]:02d}9903{order:010d}"
        fen = rng.randrange(20_000, 900_000)
        payer, day = rng.choice(firms)[0], days[-1 - order % 2]
        made.append(Slip(code, GENERAL, subject, unit, payer, day, fen, RECEIVED))
    return made

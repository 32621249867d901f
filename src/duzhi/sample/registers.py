"""Registers behind the controls: 收款人黑名单 (PAY-03), 采购合同 (PAY-04), 用款计划 (IN-08).

Nobody of the blacklist is paid anywhere in the sample, what was paid of a contract was paid before,
and each month's plan is what was paid in it, so that no control speaks about what happened.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from duzhi.sample import facts, lines
from duzhi.sample.names import FICTION, suppliers
from duzhi.sample.parts import stream
from duzhi.sample.quotas import YEAR, Right
from duzhi.sample.regions import COUNTY_REGION
from duzhi.sample.requests import OWN_UNIT
from duzhi.sample.workbook import DAY, TEXT, Cell, Sheet, write_xlsx

Spent = Mapping[tuple[str, str, int], int]
"""Fen paid by unit, 资金性质 and month of the year."""
OTHERS, OWN = 36, 4
"""Contracts of other units, and of the demo unit."""
_SMALLEST = 30_000_00
_HUNDRED = 10_000
_LISTED: tuple[tuple[str, str, date, str, str, str, date | None], ...] = (
    ("旧檐装饰", "990181", date(2022, 9, 1), "伪造验收单", "青财监〔2022〕15号", "拦截", None),
    ("寒渡劳务", "990182", date(2023, 2, 20), "挪用工资专户", "青人社监〔2023〕6号", "拦截", None),
    ("曲溪印务", "990183", date(2023, 4, 12), "发票与实际不符", "青审报〔2023〕9号", "预警", None),
    ("白埠园艺", "990184", date(2021, 6, 1), "串通投标", "青采罚〔2021〕3号", "拦截",
     date(2023, 6, 1)),
)  # fmt: skip
"""Firms of no other file: account, since, why, by which document, how, until."""
_TITLES = (
    "教学设备采购",
    "业务用房维修",
    "信息系统运维",
    "办公家具采购",
    "物业服务",
    "专用设备采购",
)


def write_barred(folder: Path) -> Path:
    """PAY-03."""
    columns = (
        ("区划代码", TEXT), ("收款人名称", TEXT), ("收款人账号", TEXT), ("列入日期", DAY),
        ("原因", TEXT), ("依据", TEXT), ("处理方式", TEXT), ("解除日期", DAY),
    )  # fmt: skip
    head = ("登记单位：国库支付中心", f"{YEAR}年06月")
    sheet = Sheet(f"{facts.COUNTY}收款人黑名单", head, columns)
    path = folder / "支付" / f"{YEAR}年06月收款人黑名单.xlsx"
    return write_xlsx(path, sheet, _barred())


def write_contracts(folder: Path, seed: int, found: Sequence[Right]) -> Path:
    """PAY-04, one workbook in 元."""
    columns = (
        ("区划代码", TEXT), ("合同编号", TEXT), ("单位代码", TEXT), ("采购单位", TEXT),
        ("项目名称", TEXT), ("供应商", TEXT), ("合同金额", "元"), ("签订日期", DAY),
        ("补充合同金额", "元"), ("期初已付", "元"),
    )  # fmt: skip
    head = ("登记单位：采购办", f"{YEAR}年06月", "单位：元")
    sheet = Sheet(f"{facts.COUNTY}采购合同台账", head, columns)
    path = folder / "支付" / f"{YEAR}年06月采购合同.xlsx"
    return write_xlsx(path, sheet, _contracts(seed, found))


def write_plans(folder: Path, found: Sequence[Right], spent: Spent) -> Path:
    """IN-08, one workbook in 元."""
    columns = (
        ("计划明细编号", TEXT), ("区划代码", TEXT), ("预算年度", TEXT), ("计划月份", TEXT),
        ("单位代码", TEXT), ("单位名称", TEXT), ("资金性质", TEXT), ("计划申请金额", "元"),
        ("计划审批金额", "元"), ("用途", TEXT),
    )  # fmt: skip
    head = ("导出单位：预算管理一体化", f"预算年度：{YEAR}年", f"{YEAR}年06月", "单位：元")
    sheet = Sheet(f"{facts.COUNTY}{YEAR}年用款计划", head, columns)
    path = folder / "支付" / f"{YEAR}年06月用款计划.xlsx"
    return write_xlsx(path, sheet, _plans(found, spent))


def _barred() -> Iterable[list[Cell]]:
    for name, account, start, reason, source, how, end in _LISTED:
        payee = f"岚州{name}有限公司{FICTION}"
        yield [COUNTY_REGION, payee, f"{account}0000000404", start, reason, source, how, end]


def _contracts(seed: int, found: Sequence[Right]) -> Iterable[list[Cell]]:
    rng, firms = stream(seed, "contracts"), suppliers(seed)
    able = [one for one in found if _able(one)]
    own = [one for one in able if one.line.unit.code == OWN_UNIT]
    others = [one for one in able if one.line.unit.code != OWN_UNIT]
    chosen = [*own[:OWN], *rng.sample(others, min(OTHERS, len(others)))]
    for no, right in enumerate(chosen, start=1):
        fen = right.left // 2 // _HUNDRED * _HUNDRED
        unit = right.line.unit
        yield [
            unit.region, f"QL-CG-{YEAR}-{no:03d}", unit.code, unit.name,
            _TITLES[no % len(_TITLES)], firms[int(rng.random() * len(firms))][0], fen,
            date(YEAR, 3, 1) + timedelta(days=no * 2),
            fen // 20 // _HUNDRED * _HUNDRED if no % 5 == 0 else 0,
            fen * 3 // 10 // _HUNDRED * _HUNDRED if no % 3 == 0 else 0,
        ]  # fmt: skip


def _able(one: Right) -> bool:
    plain = one.line.basic not in (lines.WAGES, lines.OPERATION) and not one.line.bond
    return bool(plain and one.executable and one.line.unit.region and one.left >= _SMALLEST)


def _plans(found: Sequence[Right], spent: Spent) -> Iterable[list[Cell]]:
    """What was paid month by month to June, and with June half of what is left; then the rest."""
    wholes, units = Counter[tuple[str, str]](), {one.line.unit.code: one.line.unit for one in found}
    for one in found:
        wholes[one.line.unit.code, one.line.fund] += one.current
    no, last = 0, facts.LAST[1]
    for (code, fund), whole in sorted(wholes.items()):
        unit = units[code]
        paid = [max(spent.get((code, fund, month), 0), 0) for month in range(1, last + 1)]
        left = whole - sum(paid)
        if not unit.region or left < 0:
            continue
        later = left // 2 // (12 - last)
        months = [*paid[:-1], paid[-1] + left // 2, *[later] * (12 - last)]
        for month, fen in enumerate(months, start=1):
            if fen:
                no += 1
                yield [
                    f"JH{YEAR}{no:06d}", unit.region, str(YEAR), str(month), code, unit.name,
                    fund, fen, fen, "",
                ]  # fmt: skip

"""What the treasury office lists on 30 June 2023: purses, arrears, advances, dues, expected flows.

The purses add up to the 14,500 万元 of the cash report, 暂付款 and 与上级往来 to the ledger,
payments on arrears to what the offices filed for F34 … F38.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from duzhi.sample.bonds import PROJECTS, spending
from duzhi.sample.days import business_days
from duzhi.sample.facts import COUNTY, WAN, fen
from duzhi.sample.names import DATA
from duzhi.sample.workbook import DAY, TEXT, Cell, Sheet, write_xlsx

CUT = date(2023, 6, 30)
GENERAL = "一般/一般"
Row = list[Cell]

_PURSES = (
    ("一般", "一般", "一般可调度", 4_890),
    ("专款", "省财预〔2023〕12号", "义务教育", 1_240),
    ("专款", "省财社〔2023〕8号", "社会救助", 900),
    ("专款", "省财农〔2023〕5号", "农村综合改革", 142),
    ("专款", "省财农〔2023〕19号", "衔接推进乡村振兴", 118),
    ("专款", "省财资环〔2023〕7号", "林业草原", 96),
    ("专款", "省财建〔2023〕16号", "保障性安居工程", 88),
    ("专款", "省财教〔2023〕30号", "学生资助", 64),
    ("专款", "省财文〔2023〕4号", "公共文化", 47),
    ("专款", "省财行〔2023〕9号", "政法转移支付", 36),
    ("专款", "省财企〔2023〕11号", "中小企业发展", 23),
    ("专款", "其他", "其他文号", 186),
    ("基金", "10301", "国有土地使用权出让", 1_108),
    ("基金", "10302", "城市基础设施配套费", 162),
    ("代管", "代管", "代管资金、财政专户", 6_200),
)
_ADVANCES = (
    ("ZF-2014-01", "2014-09-12", "青岚市住房和城乡建设局", "城区道路应急工程", 12_800, 3_100),
    ("ZF-2015-02", "2015-11-20", "青岚市产业集聚区管理委员会", "征地补偿周转", 16_400, 4_200),
    ("ZF-2016-01", "2016-06-15", "青岚市水利局", "防汛抢险", 5_600, 1_700),
    ("ZF-2017-03", "2017-10-27", "青岚市人民医院", "设备购置周转", 8_200, 2_900),
    ("ZF-2018-01", "2018-05-18", "青岚市交通运输局", "县道改建", 13_500, 3_300),
    ("ZF-2019-02", "2019-12-06", "青岚市自然资源和规划局", "土地收储", 14_100, 2_600),
    ("ZF-2020-01", "2020-02-14", "青岚市卫生健康委员会", "疫情防控", 9_800, 2_400),
    ("ZF-2021-01", "2021-05-21", "青岚市教育体育局", "学校搬迁", 6_100, 1_200),
    ("ZF-2022-01", "2022-12-16", "青岚市农业农村局", "高标准农田周转", 5_100, 1_200),
    ("ZF-2023-01", "2023-01-31", "青岚市住房和城乡建设局", "保交楼周转", 2_300, 0),
    ("ZF-2023-02", "2023-04-20", "青岚市应急管理局", "应急物资", 2_600, 0),
)
_RETURN_DAYS = ("2023-12-29", "2024-12-31", "2025-12-31")


def write(folder: Path, months: Mapping[tuple[int, int], Mapping[str, int]]) -> list[Path]:
    """Every register; `months` holds the flows of each month in fen."""
    return [
        _write(folder, "资金来源日报", _PURSE_COLUMNS, _purses()),
        _write(folder, "欠账台账", _OBLIGATION_COLUMNS, _table("obligations.csv", (8, 10), (9,))),
        _write(folder, "欠账拨付明细", _PAID_COLUMNS, _table("arrear_payments.csv", (2,), (3,))),
        _write(folder, "暂付款明细", _ADVANCE_COLUMNS, _advances()),
        _write(folder, "与上级往来明细", _UPPER_COLUMNS, _upper(months)),
        _write(
            folder, "到期与待付事项", _DUE_COLUMNS, [*_table("dues.csv", (5,), (4,)), *_monthly()]
        ),
        _write(folder, "资金流入流出预计", _EXPECTED_COLUMNS, _expected()),
    ]


def _write(
    folder: Path, name: str, columns: Sequence[tuple[str, str]], rows: Sequence[Row]
) -> Path:
    caption = (f"编制单位：{COUNTY}财政局国库股", "2023年06月", "单位：万元")
    return write_xlsx(
        folder / "国库台账" / f"2023年06月{name}.xlsx",
        Sheet(f"{COUNTY}{name}", caption, columns),
        rows,
    )


def _purses() -> list[Row]:
    held = {each: fen(each.wan) for each in PROJECTS}
    for paid in spending().values():
        for each, amount in paid.items():
            held[each] -= amount
    bonds: list[Row] = [
        [CUT, "专项债", f"{each.bond}/{each.project}", each.name, left]
        for each, left in held.items()
        if left
    ]
    own: list[Row] = [[CUT, kind, code, name, wan * WAN] for kind, code, name, wan in _PURSES]
    return [own[0], *bonds, *own[1:]]


def bond_purse(name: str) -> str:
    """The purse of a project's bond money by the beginning of its name."""
    each = next(each for each in PROJECTS if each.name.startswith(name))
    return f"专项债/{each.bond}/{each.project}"


def _advances() -> list[Row]:
    rows: list[Row] = []
    for place, (number, since, unit, purpose, wan, back) in enumerate(_ADVANCES):
        plan = date.fromisoformat(_RETURN_DAYS[place % len(_RETURN_DAYS)])
        amounts = (wan * WAN, back * WAN, (wan - back) * WAN)
        rows.append([number, _day(since), unit, purpose, *amounts, plan, "列入预算、盘活存量消化"])
    return rows


def _upper(months: Mapping[tuple[int, int], Mapping[str, int]]) -> list[Row]:
    """调度款 and what was given back, month by month, with the running balance."""
    rows: list[Row] = []
    balance = fen(18_400)
    for number in range(1, 7):
        last = business_days(2023, number)[-1]
        for order, (name, sign) in enumerate((("上级调度款", 1), ("归还调度款", -1)), start=1):
            amount = months[(2023, number)].get(name, 0)
            balance += sign * amount
            if amount:
                cells = (amount, None) if sign > 0 else (None, amount)
                doc = f"省财库〔2023〕{number}－{order}号"
                rows.append([doc, last, f"{number}月{name}", *cells, balance])
    return rows


def _table(name: str, days: tuple[int, ...], amounts: tuple[int, ...]) -> list[Row]:
    """A list kept as CSV: amounts in 万元, days, and purses of bonds by the project's name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    return [
        [_cell(cell, place in days, place in amounts) for place, cell in enumerate(line)]
        for line in lines
    ]


def _cell(cell: str, is_day: bool, is_amount: bool) -> Cell:  # noqa: FBT001 a row's two questions
    if not cell:
        return None
    if is_day:
        return _day(cell)
    if is_amount:
        return int(cell) * WAN
    return bond_purse(cell.removeprefix("专项债/")) if cell.startswith("专项债/") else cell


def _monthly() -> list[Row]:
    """Payroll, 低保 and the monthly 三保 from August to December."""
    rows: list[Row] = []
    for number in range(8, 13):
        for code, day, kind, purpose, unit, wan, tier, block, purse in _EVERY_MONTH:
            due = date(2023, number, day)
            cells: Row = [f"{code}-2023{number:02d}", kind, f"{number}月份{purpose}", unit]
            cells += [wan * WAN, due, tier, block, purse, None, None, None, None]
            rows.append(cells)
    return rows


_EVERY_MONTH = (
    ("GZ", 10, "工资", "工资、津贴补贴", "工资统发中心", 10_680, "硬日期", "工资", GENERAL),
    (
        "DB",
        10,
        "民生",
        "城乡低保、特困供养",
        "民政局",
        862,
        "硬日期",
        "民生",
        "专款/省财社〔2023〕8号",
    ),
    ("YZ", 6, "申请", "基本运转公用经费", "机关事务中心", 640, "三保", "运转", GENERAL),
    ("YB", 17, "申请", "城乡居民医保财政补助", "医疗保障局", 1_420, "三保", "民生", GENERAL),
)


def _expected() -> list[Row]:
    """Own revenue of July day by day with its cautious end, daily spending, the upper level."""
    rows: list[Row] = []
    for day, wan, low in _JULY:
        rows.append([date(2023, 7, day), GENERAL, "本级收入", "税费收入", wan * WAN, low * WAN])
        rows.append(
            [date(2023, 7, day), GENERAL, "日常支出", "日常小额支付", -185 * WAN, -185 * WAN]
        )
    for on, wan, name in _UPPER:
        rows.append([_day(on), GENERAL, "上级资金", name, wan * WAN, wan * WAN])
    for number in range(8, 13):
        relief = (date(2023, number, 5), "专款/省财社〔2023〕8号", "上级资金", "困难群众救助补助")
        rows.append([*relief, 862 * WAN, 862 * WAN])
    rows.append(
        [date(2023, 8, 22), GENERAL, "再融资债券", "再融资一般债券", 5_800 * WAN, 5_800 * WAN]
    )
    week = date(2023, 8, 4)
    while week.year == CUT.year:
        rows.append([week, GENERAL, "日常支出", "日常支付", -5_200 * WAN, -5_200 * WAN])
        week += timedelta(7)
    return rows


_JULY = (
    (3, 420, 354), (4, 510, 430), (5, 380, 320), (6, 460, 387), (7, 390, 328), (10, 560, 471),
    (11, 620, 522), (12, 1_560, 1_338), (13, 1_200, 1_010), (14, 340, 286), (17, 3_980, 3_794),
    (18, 1_250, 1_060), (19, 830, 700), (20, 620, 527), (21, 480, 408), (24, 430, 365),
    (25, 460, 391), (26, 390, 331), (27, 520, 442), (28, 610, 518), (31, 1_180, 1_003),
)  # fmt: skip
_UPPER = (
    ("2023-07-07", 8_000, "省调度款"), ("2023-07-20", 12_000, "省调度款"),
    ("2023-08-07", 15_000, "省调度款"), ("2023-08-21", 14_500, "省调度款"),
    ("2023-09-07", 15_000, "省调度款"), ("2023-09-20", 14_500, "省调度款"),
    ("2023-10-09", 15_000, "省调度款"), ("2023-10-20", 14_500, "省调度款"),
    ("2023-11-07", 15_000, "省调度款"), ("2023-11-20", 14_500, "省调度款"),
    ("2023-12-07", 15_000, "省调度款"), ("2023-12-20", 14_500, "省调度款"),
)  # fmt: skip


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _columns(titles: str) -> tuple[tuple[str, str], ...]:
    """Titles with their kinds: `@` a day, `#` an amount, nothing a text."""
    kinds = {"@": DAY, "#": "万元"}
    return tuple((one.rstrip("@#"), kinds.get(one[-1], TEXT)) for one in titles.split())


_PURSE_COLUMNS = _columns("日期@ 资金来源类别 资金来源编码 资金来源名称 资金来源余额#")
_OBLIGATION_COLUMNS = _columns(
    "欠账编号 欠账分组 欠账事项 法律类别 责任单位 债权人 债权人数 所属年度 形成日期@ 欠账金额# "
    "计划偿还日@ 层级 资金来源"
)
_PAID_COLUMNS = _columns("拨付编号 欠账编号 拨付日期@ 拨付金额# 拨付凭证")
_ADVANCE_COLUMNS = _columns(
    "暂付编号 形成日期@ 借款单位 暂付事由 暂付金额# 已消化# 暂付余额# 计划消化日@ 消化方式"
)
_UPPER_COLUMNS = _columns("文号 日期@ 摘要 调入# 扣回# 往来余额#")
_DUE_COLUMNS = _columns(
    "事项编号 事项类别 事项 经办单位 应付金额# 到期日@ 层级 三保类别 资金来源 可分次 事项状态 "
    "说明 联系人"
)
_EXPECTED_COLUMNS = _columns("日期@ 资金来源 流量类别 流量事项 预计金额# 预计下限#")

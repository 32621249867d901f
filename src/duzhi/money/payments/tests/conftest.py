"""A county with a township, a few units, and payment files as they are exported."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from duzhi.intake import api as intake
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.payments.imports import IMPORTS
from duzhi.money.payments.queries import proofs
from duzhi.registry import api as registry

NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
COUNTY, TOWN = "990181000", "990181001"
COLUMNS = {
    "支付申请编号": "SQ1",
    "支付凭证号": "ZF1",
    "凭证日期": "2023-06-01",
    "实际支付日期": "2023-06-02",
    "预算年度": "2023",
    "区划代码": COUNTY,
    "单位代码": "205001",
    "单位名称": "青岚市第一中学",
    "资金性质": "111",
    "支出功能科目代码": "2050204",
    "政府经济分类代码": "50502",
    "部门经济分类代码": "30201",
    "项目代码": "P1",
    "项目名称": "公用经费",
    "收款人名称": "岚州文具有限公司",
    "收款人账号": "6217001234567890",
    "用途": "办公费",
    "业务类型": "正常支付",
    "原支付凭证号": "",
    "支付金额(元)": "100.00",
    "三保标识": "3",
    "直达资金标识": "",
    "资金来源文号": "青财预〔2023〕1号",
    "债券代码": "",
    "支付状态": "已清算",
    "退票原因": "",
}
SHORT = {
    "no": "支付凭证号",
    "on": "实际支付日期",
    "year": "预算年度",
    "region": "区划代码",
    "agency": "单位代码",
    "fund": "资金性质",
    "subject": "支出功能科目代码",
    "dep": "部门经济分类代码",
    "kind": "业务类型",
    "original": "原支付凭证号",
    "yuan": "支付金额(元)",
    "guarantee": "三保标识",
    "direct": "直达资金标识",
    "bond": "债券代码",
    "status": "支付状态",
    "reason": "退票原因",
    "application": "支付申请编号",
    "payee": "收款人名称",
    "purpose": "用途",
    "account": "收款人账号",
}


def row(no: str = "ZF1", **changes: object) -> dict[str, str]:
    """A row of the file; what is not said is an ordinary payment of 100 yuan."""
    named = {SHORT[name]: str(value) for name, value in changes.items()}
    return COLUMNS | {"支付凭证号": no} | named


def pair(no: str, original: str, yuan: str, **right: object) -> list[dict[str, str]]:
    """Both legs of a 更正: out of the usual classification into another."""
    wrong = row(f"{no}a", kind="更正", original=original, yuan=f"-{yuan}")
    return [wrong, row(f"{no}b", kind="更正", original=original, yuan=yuan, **right)]


@pytest.fixture
def county(db) -> None:
    """Regions and units; 第二中学 got a new code on 1 January 2023."""
    given = {"by": "王预算", "at": NOW}
    regions = (
        registry.RegionRow(COUNTY, "青岚市"),
        registry.RegionRow(TOWN, "桃源镇", COUNTY, "5"),
    )
    registry.load_regions(rows=regions, **given)
    start, renamed = date(2020, 1, 1), date(2023, 1, 1)
    units = (
        registry.AgencyRow("205001", "青岚市第一中学", COUNTY, start),
        registry.AgencyRow("205002", "青岚市第二中学", COUNTY, start, renamed),
        registry.AgencyRow("205009", "青岚市实验中学", COUNTY, renamed, formerly="205002"),
        registry.AgencyRow("215001", "桃源镇人民政府", TOWN, start),
    )
    registry.load_agencies(rows=units, **given)


@pytest.fixture
def layouts() -> Iterator[None]:
    with intake.only(IMPORTS):
        yield


@pytest.fixture
def load(county, layouts, tmp_path) -> Callable[..., intake.Result]:
    """Writes rows as a GB18030 file and imports it."""
    count = iter(range(1_000))

    def load(rows: list[dict[str, str]], *, region: str = "", period: str = "") -> intake.Result:
        lines = [",".join(COLUMNS), *(",".join(one.values()) for one in rows)]
        path = tmp_path / f"支付明细{next(count)}.csv"
        path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))
        declared = intake.Declared(region=region, period=period)
        return intake.run(path, declared=declared, by="李国库", now=NOW)

    return load


def codes(result: intake.Result, severity: str = "") -> list[str]:
    """Codes of this area's findings."""
    own = (one for one in result.findings if one.code.startswith("payments."))
    return [one.code for one in own if not severity or one.severity == severity]


def booked(account: str, on: date = date(2023, 6, 30), **part: object) -> int:
    """Yuan moved on an account in the year so far."""
    fen = ledger.turnover(ledger.Selection((account,), **part), year_to_date(on))
    assert fen % 100 == 0
    return fen // 100


def sound() -> bool:
    """Whether the books prove themselves."""
    return not [*ledger.verify(), *proofs.proofs()]


@pytest.fixture
def own_bank(county, settings, tmp_path) -> None:
    """This installation pays by itself, as a bureau's own law file says."""
    folder = tmp_path / "law"
    folder.mkdir()
    value = "{from: 2018-01-01, value: own, basis: 本地方式, evidence: LOCAL}"
    text = f"payment_mode:\n  title: 支付方式\n  unit: choice\n  values:\n    - {value}\n"
    (folder / "mode.yaml").write_text(text, encoding="utf-8")
    settings.HOME = tmp_path

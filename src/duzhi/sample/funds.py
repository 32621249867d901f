"""What the fund budget pays without special bonds, and the state-capital budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A spending item with its unit, 功能科目, weight and name."""

    unit: str
    func: str
    weight: int
    name: str
    number: int

    @property
    def project(self) -> str:
        """21-digit project code."""
        return project_code(self.unit, 3, 80_000 + self.number)


def project_code(unit: str, kind: int, number: int) -> str:
    """21 digits: 区划, kind, unit, number.

    >>> project_code("101001", 3, 12)
    '990181000310100100012'
    """
    return f"990181000{kind}{unit}{number:05d}"


_FUND = (
    ("135001", "2120803", 14, "城市建设"), ("133001", "2120801", 22, "征地和拆迁补偿"),
    ("133001", "2120802", 8, "土地开发"), ("139001", "2120804", 7, "农村基础设施"),
    ("139001", "2120816", 5, "农业农村生态环境"), ("133001", "2120806", 3, "土地出让业务"),
    ("135001", "2121301", 6, "城市公共设施"), ("136001", "2121401", 7, "污水处理设施运营"),
    ("129001", "2296002", 2, "福利彩票公益金项目"), ("126001", "2296003", 1, "体育彩票公益金项目"),
    ("132001", "2296006", 1, "残疾人事业彩票公益金项目"), ("155001", "2082201", 3, "移民补助"),
    ("116001", "2320411", 20, "土地类专项债券付息"),
    ("116001", "2320498", 26, "项目收益专项债券付息"),
    ("116001", "2330498", 1, "专项债券发行费用"),
)  # fmt: skip
_CAPITAL = (
    ("154001", "2230105", 5, "国有企业退休人员社会化管理"),
    ("154001", "2230299", 4, "国有企业资本金注入"),
    ("154001", "2239999", 1, "其他国有资本经营预算支出"),
)

FUND_OTHER = tuple(Item(*row, number) for number, row in enumerate(_FUND, start=1))
CAPITAL_ITEMS = tuple(Item(*row, number) for number, row in enumerate(_CAPITAL, start=51))

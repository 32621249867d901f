"""Special-bond projects and the pace at which their money is spent.

A month's bond spending is shared over the projects by what each still holds at the month's start
(small rests are paid out first), so no project spends before its bond arrives or more than it got.
"""

from dataclasses import dataclass
from functools import cache

from duzhi.kernel.money import allocate
from duzhi.sample.facts import FUND_SPENDING_BONDS, fen, months


@dataclass(frozen=True)
class BondProject:
    """One project of one special bond; `wan` is what it receives in that month."""

    year: int
    month: int
    bond: str
    number: int
    name: str
    unit: str
    func: str
    wan: int

    @property
    def project(self) -> str:
        """21-digit project code."""
        return f"990181000{3}{self.unit}{90_000 + self.number:05d}"


_PLAN = (
    (2020, 12, "143003", "人民医院新院区建设", "2290402", 12_000),
    (2020, 12, "138001", "城乡供水一体化", "2290402", 8_000),
    (2021, 5, "135001", "城区雨污分流改造", "2121901", 12_000),
    (2021, 5, "153001", "产业集聚区标准化厂房一期", "2290402", 10_000),
    (2021, 5, "126001", "职业教育实训基地", "2290402", 8_000),
    (2021, 8, "135001", "城中片区棚户区改造", "2121601", 20_000),
    (2021, 8, "133001", "城东土地储备", "2121501", 16_000),
    (2021, 10, "142001", "砚山文旅综合开发", "2290402", 20_000),
    (2022, 1, "153001", "产业集聚区标准化厂房二期", "2290402", 20_000),
    (2022, 1, "135001", "城南片区棚户区改造", "2121601", 18_000),
    (2022, 3, "144001", "医养结合服务中心", "2290402", 16_000),
    (2022, 3, "139001", "冷链物流园区", "2290402", 20_000),
    (2022, 5, "136001", "生活垃圾焚烧发电配套", "2290402", 14_000),
    (2022, 5, "138001", "青溪河综合治理", "2290402", 16_000),
    (2022, 6, "143002", "公共卫生防控能力提升", "2290402", 9_000),
    (2022, 6, "135001", "城区停车设施", "2290402", 11_000),
    (2023, 2, "153001", "新材料产业园基础设施", "2290402", 9_600),
    (2023, 2, "138001", "农村供水保障提升", "2290402", 7_200),
    (2023, 2, "143004", "中医院扩建", "2290402", 6_400),
    (2023, 2, "135001", "老旧小区配套改造", "2290402", 6_800),
    (2023, 2, "139001", "高标准粮仓与农产品加工园", "2290402", 6_000),
    (2023, 4, "126001", "公办托育与学前教育设施", "2290402", 6_500),
    (2023, 4, "136001", "城区供热管网", "2290402", 9_500),
    (2023, 4, "137001", "客运枢纽与充电设施", "2290402", 8_000),
    (2023, 4, "153001", "智慧园区管廊", "2290402", 6_000),
)
SMALL_REST = fen(150)

PROJECTS = tuple(
    BondProject(
        year, month, f"990181{year % 100:02d}{month:02d}01", no, f"{name}项目", unit, func, wan
    )
    for no, (year, month, unit, name, func, wan) in enumerate(_PLAN, start=1)
)


@cache
def spending() -> dict[tuple[int, int], dict[BondProject, int]]:
    """Fen each project pays out in each month."""
    held = {each: fen(each.wan) for each in PROJECTS}
    paid: dict[tuple[int, int], dict[BondProject, int]] = {}
    for when in months(2021):
        total = fen(FUND_SPENDING_BONDS[when[0]][when[1] - 1])
        ready = [each for each in PROJECTS if (each.year, each.month) < when and held[each]]
        paid[when] = _shares(total, {each: held[each] for each in ready})
        for each, share in paid[when].items():
            held[each] -= share
    return paid


def _shares(total: int, held: dict[BondProject, int]) -> dict[BondProject, int]:
    paid: dict[BondProject, int] = {}
    for each, rest in held.items():
        if rest <= SMALL_REST and sum(paid.values()) + rest <= total // 2:
            paid[each] = rest
    others = [each for each in held if each not in paid]
    shares = allocate(total - sum(paid.values()), [held[each] for each in others])
    return paid | dict(zip(others, shares, strict=True))

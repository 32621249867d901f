"""The same seed writes the same county; another seed another one with the same totals."""

import hashlib

import pytest

from duzhi.sample import api, bonds, facts, nontax, payments, taxes
from duzhi.sample.tests.reading import spending


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A smaller county whose detail begins in 2022: its folder, its paths, the progress told."""
    folder, seen = tmp_path_factory.mktemp("qinglan"), []
    paths = api.write(
        folder,
        start_year=2022,
        payments_per_year=600,
        progress=lambda done, total: seen.append((done, total)),
    )
    return folder, paths, seen


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.*"))
    }


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    found = []
    for name in ("one", "two"):
        folder = tmp_path / name
        receipts, refunds = taxes.month(7, 2022, 5)
        taxes.write_receipts(folder, 2022, 5, receipts)
        taxes.write_refunds(folder, 2022, refunds)
        nontax.write(folder, 2022, 5, nontax.month(7, 2022, 5))
        pays = payments.Payments(7, 3_000).month(2022, 5)
        payments.write(folder, 7, (2022, 5), pays)
        found.append(digests(folder))
    assert found[0] == found[1]
    assert len(found[0]) == 4


def test_another_seed_writes_other_rows_with_the_same_totals():
    sums = []
    for seed in (7, 8):
        pays = [
            pay
            for number in range(1, 7)
            for pay in payments.Payments(seed, 600).month(2023, number)
        ]
        sums.append((sum(pay.net for pay in pays), [pay.fen for pay in pays[:50]]))
    assert sums[0][0] == sums[1][0] == facts.fen(234_360 + 89_120 + 210)
    assert sums[0][1] != sums[1][1]


def test_detail_can_begin_in_2022_with_the_opening_of_its_year(written):
    folder, paths, seen = written
    assert seen == [(month, 18) for month in range(1, 19)]
    assert folder / "总会计" / "2021年12月科目余额表.xlsx" in paths
    general = {code: v for (kind, code), v in spending(folder, 2022, 6).items() if kind == "11"}
    assert sum(general.values()) == facts.fen(232_063)


def test_a_year_without_detail_is_refused(tmp_path):
    with pytest.raises(ValueError, match="2021年或2022年"):
        api.write(tmp_path, start_year=2019)


def test_files_come_in_the_order_in_which_they_are_imported(written):
    folder, paths, _ = written
    kinds = [path.parent.name for path in paths]
    assert len(set(paths)) == len(paths)
    assert set(folder.rglob("*.*")) == set(paths)
    assert kinds[:8] == ["基础"] * 4 + ["预算"] * 2 + ["收入目标"] * 2
    assert kinds[8:10] == ["历史", "总会计"]
    assert kinds[10:16] == ["国库", "税务", "国库", "非税", "支付", "库款"]
    assert kinds[-25:-18] == ["总会计"] * 7
    assert kinds[-18:-11] == ["国库台账"] * 7
    assert kinds[-11:] == ["预算"] * 4 + ["支付"] * 6 + ["填报"]


def test_bond_money_is_spent_as_the_fund_budget_says():
    for when, paid in bonds.spending().items():
        assert sum(paid.values()) == facts.fen(facts.FUND_SPENDING_BONDS[when[0]][when[1] - 1])
        assert min(paid.values()) > 0

"""Lists: the same filters, order and sums over a table and over rows in memory."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.web import api as web
from duzhi.web.listing import export, lists, saved
from duzhi.web.listing.filters import Condition
from duzhi.web.listing.lists import Listing


@dataclass(frozen=True)
class Voucher:
    pk: int
    number: str
    on: date
    amount: int | None
    state: str
    share: Fraction | None = None


ROWS = [
    Voucher(1, "P-001", date(2023, 6, 1), 12_345_678, "已支付", Fraction(587, 1000)),
    Voucher(2, "P-002", date(2023, 6, 15), -500_000, "退票"),
    Voucher(3, "=1+1", date(2023, 6, 30), None, "已支付"),
    Voucher(4, "P-004", date(2023, 5, 1), 99_000_000, "已支付"),
]
LIST = web.List(
    columns=(
        web.Column("number", "凭证号", web.CODE, sort=True),
        web.Column("on", "日期", web.DAY, sort=True),
        web.Column("amount", "金额", web.MONEY, sort=True, total=True),
        web.Column("share", "占比", web.PERCENT),
        web.Column("state", "状态", web.STATE),
    ),
    filters=(
        web.Search("q", "凭证号", ("number",)),
        web.Choice("state", "状态", (("已支付", "已支付"), ("退票", "退票"))),
        web.Days("on", "日期"),
        web.Amounts("amount", "金额"),
    ),
    order="-on",
)


def listing(screen, query: str = "", rows=None) -> Listing:
    return Listing(LIST, screen(f"/password/?{query}"), ROWS if rows is None else rows, "test")


def numbers(found: Listing) -> list[str]:
    return [line.cells[0].text for line in found.lines]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["=1+1", "P-002", "P-001", "P-004"]),
        ("q=p-00", ["P-002", "P-001", "P-004"]),
        ("state=退票", ["P-002"]),
        ("state=不存在", ["=1+1", "P-002", "P-001", "P-004"]),
        ("on_from=2023-06-01&on_to=2023-06-15", ["P-002", "P-001"]),
        ("on_from=昨天", ["=1+1", "P-002", "P-001", "P-004"]),
        ("amount_min=10", ["P-001", "P-004"]),
        ("amount_max=0", ["P-002"]),
        ("amount_min=十万", ["=1+1", "P-002", "P-001", "P-004"]),
        ("sort=amount", ["=1+1", "P-002", "P-001", "P-004"]),
        ("sort=-amount", ["P-004", "P-001", "P-002", "=1+1"]),
        ("sort=pk;drop table", ["=1+1", "P-002", "P-001", "P-004"]),
        ("page=-3&size=7", ["=1+1", "P-002", "P-001", "P-004"]),
        ("page=999999999999", []),
    ],
)
def test_the_address_says_filter_and_order(screen, query, expected):
    assert numbers(listing(screen, query)) == expected


def test_an_amount_that_is_none_is_said_beside_its_field(screen):
    fields = {field.name: field for field in listing(screen, "amount_min=十万").fields}
    assert fields["amount_min"].fault == "“十万”不是金额"
    assert fields["amount_min"].value == "十万"


def test_cells_read_as_people_write_them(screen):
    cells = [cell.text for cell in listing(screen, "q=P-001").lines[0].cells]
    assert cells == ["P-001", "2023-06-01", "12.35", "58.70", "已支付"]


def test_totals_count_and_sum_what_is_filtered_not_what_is_on_the_page(screen):
    totals = listing(screen, "state=已支付").totals
    assert totals is not None
    assert (totals.rows, [text for _, text in totals.sums]) == (3, ["111.35"])


@given(st.lists(st.integers(-(10**12), 10**12), max_size=40), st.integers(-(10**12), 10**12))
def test_a_condition_keeps_exactly_the_rows_it_says(amounts, least):
    rows = [Voucher(no, "", date(2023, 1, 1), amount, "") for no, amount in enumerate(amounts)]
    kept = [row for row in rows if Condition(("amount",), "gte", least).holds(row)]
    assert [row.amount for row in kept] == [amount for amount in amounts if amount >= least]


def test_a_table_and_rows_in_memory_are_filtered_alike(screen):
    shown = screen("/password/?q=read&sort=username")
    declared = web.List(
        columns=(web.Column("username", "登录名", sort=True),),
        filters=(web.Search("q", "登录名", ("username", "name")),),
    )
    table = Listing(declared, shown, office.User.objects.all(), "users")
    memory = Listing(declared, shown, list(office.User.objects.all()), "users")
    assert numbers(table) == numbers(memory) == ["reader"]
    assert table.totals == memory.totals


def test_no_page_lies_deeper_than_the_bound(screen, monkeypatch):
    monkeypatch.setattr(lists, "DEEPEST", 100)
    rows = [Voucher(no, str(no), date(2023, 1, 1), no, "") for no in range(300)]
    last = listing(screen, "page=50&sort=amount", rows)
    assert (last.page, last.first, last.last) == (2, 51, 100)
    assert last.at_end
    assert not last.has_next


def test_a_long_list_is_counted_afterwards(screen, monkeypatch):
    monkeypatch.setattr(lists, "FEW", 0)
    declared = web.List(columns=(web.Column("username", "登录名"),), size=1)
    office.operator()
    found = Listing(declared, screen(), office.User.objects.all(), "users")
    assert found.totals is None
    assert found.all_totals().rows == office.User.objects.count()


def test_the_workbook_holds_what_is_filtered_and_no_formula(screen, settings):
    shown = screen("/password/?q=1&export=xlsx")
    answer = export.answer(shown, Listing(LIST, shown, ROWS, "test"))
    target = settings.HOME / "sent.xlsx"
    target.write_bytes(b"".join(answer.streaming_content))
    answer.close()
    cells = [row[0] for row in CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()]
    assert "=1+1" in cells
    assert "P-001" in cells
    assert "P-002" not in cells
    assert b"<f>" not in b"".join(_parts(target))


def test_a_very_long_list_is_written_by_a_job(screen, monkeypatch):
    monkeypatch.setattr(export, "AT_ONCE", 2)
    shown = screen("/password/?export=xlsx")
    answer = export.answer(shown, Listing(LIST, shown, ROWS, "test"))
    assert answer.status_code == 302
    job = office.Job.objects.get(kind=export.EXPORT)
    assert job.args["page"] == "office.password"
    assert job.by == "reader"


def test_a_saved_view_keeps_the_query_without_region_and_day(screen):
    address = "/password/?region=990181&on=2023-06-30&state=退票&page=4"
    saved.change(screen(address, {"saved_view": "退票的"}))
    [view] = saved.views(screen())
    assert view.name == "退票的"
    assert view.url.endswith("region=990181&on=2023-06-30&state=%E9%80%80%E7%A5%A8")
    saved.change(screen(address, {"saved_view": "-", "drop": str(view.id)}))
    assert saved.views(screen()) == []


def test_a_saved_view_needs_a_name(screen):
    with pytest.raises(Refused, match="起一个名称"):
        saved.change(screen("/password/", {"saved_view": "  "}))


def _parts(path):
    from zipfile import ZipFile  # noqa: PLC0415 used here alone

    with ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets"):
                yield package.read(name)

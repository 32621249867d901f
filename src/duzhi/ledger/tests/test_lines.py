"""Lists of lines: exact counts and sums, pages in order, whole and broken months."""

from datetime import date

import pytest

from duzhi.kernel.finding import Refused
from duzhi.kernel.period import Span
from duzhi.ledger import api as ledger
from duzhi.ledger import lines as engine
from duzhi.ledger.models import Difference
from duzhi.ledger.tests.conftest import AT, ROAD, WAGES, granted, paid, spent

YEAR = Span(date(2023, 1, 1), date(2024, 1, 1))
SPENT = ledger.Selection(("spending.general",))
EVERY = ledger.Selection(("spending.general", "cash.treasury"))


@pytest.fixture
def sixty(books):
    entries = [
        paid(
            f"V{n:03}", 100 + n, on=date(2023, 1 + n % 6, 1 + n % 28), key=ROAD if n % 3 else WAGES
        )
        for n in range(60)
    ]
    ledger.post(entries, **books)


@pytest.mark.parametrize("by_keys", [0, 2_000])
@pytest.mark.parametrize("selection", [SPENT, EVERY])
def test_pages_hold_every_line_once_in_the_order_of_days(sixty, monkeypatch, by_keys, selection):
    monkeypatch.setattr(engine, "_BY_KEYS", by_keys)
    found = ledger.Lines(ledger.Filter(selection, YEAR), "on")
    pages = [row for start in range(0, len(found), 7) for row in found[start : start + 7]]
    places = [(row.period, row.on, row.entry, row.no) for row in pages]
    assert places == sorted(set(places))
    assert len(pages) == 60 * len(selection.accounts)
    backwards = ledger.Lines(ledger.Filter(selection, YEAR), "-on")
    assert list(backwards) == pages[::-1]


def test_count_and_sum_are_those_of_the_lines_also_inside_a_month(sixty):
    for span in (YEAR, Span(date(2023, 2, 3), date(2023, 5, 9))):
        found = ledger.Lines(ledger.Filter(SPENT, span))
        assert found.totals.lines == len(list(found))
        assert found.totals.debit_fen == sum(row.debit_fen for row in found)
        assert found.totals.debit_fen == ledger.turnover(SPENT, span)


def test_lines_are_narrowed_by_event_source_and_amount(sixty):
    def count(**asked) -> int:
        return len(ledger.Lines(ledger.Filter(SPENT, YEAR, **asked)))

    assert count(event="支付", kind="payments.voucher") == 60
    assert count(event="退款") == count(kind="payments") == 0
    assert count(low_fen=150, high_fen=152) == 3
    largest = ledger.Lines(ledger.Filter(SPENT, YEAR), "-amount")[0]
    assert largest.debit_fen == 159


def test_the_keyset_goes_on_where_it_stopped(sixty):
    asked = ledger.Filter(SPENT, YEAR)
    first = ledger.after(asked, None, 25)
    last = ledger.Place(first[-1].period, first[-1].on, first[-1].entry, first[-1].no)
    assert first + ledger.after(asked, last, 100) == list(ledger.Lines(asked, "on"))


def test_spreads_add_up_and_name_their_ends(sixty):
    found = ledger.spreads(ledger.Filter(SPENT, YEAR), 5)
    assert [(one.code, one.lines) for one in found] == [("20502", 20), ("21401", 40)]
    assert sum(one.amount_fen for one in found) == ledger.turnover(SPENT, YEAR)
    assert len(ledger.lines_at([found[0].first, found[0].last])) == 2


def test_a_narrower_subject_leaves_out_what_was_left_out():
    wide = ledger.Selection(("revenue.general",), excluding=("101",))
    assert wide.under("103").subjects == ("103",)
    assert ledger.Selection(("a",), subjects=("10302", "10304")).under("103").subjects == (
        "10302",
        "10304",
    )
    assert not ledger.Selection(("a",), subjects=("101",)).under("103").counts("", "103", "")


def test_one_entry_says_what_it_is_and_that_it_is_proven(books):
    posted = ledger.post([paid("V1", 1_000)], **books)[0]
    ledger.seal(date(2023, 6, 30), at=AT)
    ledger.reverse([paid("V1", 1_000).source], open_on=date(2023, 4, 1), by="张会计", at=AT)
    found = ledger.entry(posted.id)
    assert (found.amount_fen, found.proven, found.seal.last) == (1_000, True, posted.id)
    assert [line.account.code for line in found.lines] == ["spending.general", "cash.treasury"]
    assert ledger.entry(found.reversed_by).reverses == posted.id
    assert ledger.entry(found.reversed_by).seal is None
    with pytest.raises(LookupError, match="没有第99号分录"):
        ledger.entry(99)


def test_an_entry_that_somebody_changed_is_not_proven(books):
    posted = ledger.post([paid("V1", 1_000)], **books)[0]
    engine_rows = ledger.entry(posted.id)
    assert engine_rows.proven
    from duzhi.ledger.models import LineRow  # noqa: PLC0415 only to break the books

    LineRow.objects.filter(entry=posted.id).update(control="改")
    assert not ledger.entry(posted.id).proven


def test_turnovers_carry_balances_over_the_years_and_start_spending_at_zero(books):
    ledger.post(
        [paid("V1", 700, on=date(2022, 12, 5)), paid("V2", 50), paid("V3", 8, on=date(2023, 4, 2))],
        **books,
    )
    april = Span(date(2023, 4, 1), date(2023, 5, 1))
    cash, spending = ledger.turnovers(EVERY, april)
    assert (cash.account.code, cash.opening_fen, cash.closing_fen) == ("cash.treasury", -750, -758)
    assert (spending.opening_fen, spending.debit_fen, spending.closing_fen) == (50, 8, 58)
    by_subject = ledger.turnovers(SPENT, april, by="subject")
    assert [(one.code, one.debit_fen, one.lines) for one in by_subject] == [("2050202", 8, 1)]
    with pytest.raises(ValueError, match="whole months"):
        ledger.turnovers(SPENT, Span(date(2023, 4, 2), date(2023, 5, 1)))


def test_a_fact_beyond_a_limit_is_a_difference_until_it_is_explained(books):
    ledger.post([granted("Z", 10)], **books)
    ledger.post([spent("P", 25)], fact=True, **books)
    on, region = date(2023, 6, 30), "990181"
    (gap,) = [one for one in ledger.differences(on, region) if one.number]
    assert (gap.gap_fen, gap.name) == (15, "可用指标 Z001")
    with pytest.raises(Refused, match="请写明差异原因"):
        ledger.explain_difference(gap.number, note=" ", by="李会计", at=AT)
    ledger.explain_difference(gap.number, note="追加指标在途", by="李会计", at=AT)
    assert not [one for one in ledger.differences(on, region) if one.number]
    (done,) = [one for one in ledger.differences(on, region, handled=True) if one.number]
    assert (done.handled_by, done.note) == ("李会计", "追加指标在途")
    assert Difference.objects.count() == 1
    with pytest.raises(Refused, match="已由李会计说明"):
        ledger.explain_difference(gap.number, note="再说一次", by="王会计", at=AT)


def test_codes_read_as_words(db):
    found = ledger.words.words(
        WAGES._replace(region="", agency="", project=""), account="spending.general", year=2023
    )
    words = {one.field: one.name for one in found}
    assert words["subject"] == "小学教育"
    assert (words["guarantee"], words["level"]) == ("保工资", "县")

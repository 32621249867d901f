"""口径调整: last year's figures under this year's subjects."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from duzhi.kernel.codes import GENERAL, within
from duzhi.kernel.finding import Refused
from duzhi.registry import api as registry
from duzhi.registry.api import MappingRow


@pytest.fixture
def moved(db, act):
    """信访 moved to its own 款 in 2023; one revenue item moved too; 2022 had an earlier step."""
    registry.load_mappings(
        rows=[
            MappingRow(2023, GENERAL, "2010308", "20140", "信访事务单列"),
            MappingRow(2023, GENERAL, "1030499", "1030707"),
            MappingRow(2022, GENERAL, "2013105", "2010308"),
            MappingRow(2023, "12", "20822", "21372"),
        ],
        **act,
    )


def test_the_new_subject_takes_over_the_old_ones_past(moved):
    assert registry.earlier(("20140",), GENERAL, 2023) == (("2010308",), ())
    assert registry.earlier(("20103",), GENERAL, 2023) == ((), ("2010308",))
    assert registry.earlier(("201",), GENERAL, 2023) == ((), ())
    assert registry.earlier(("205",), GENERAL, 2023) == ((), ())


def test_a_mapping_counts_only_where_its_year_lies_between(moved):
    assert registry.earlier(("20140",), GENERAL, 2024) == ((), ())
    assert registry.earlier(("20140",), GENERAL, 2022) == ((), ())
    assert registry.earlier(("20140",), GENERAL, 2024, data_year=2022).include == ("2010308",)


def test_steps_of_two_years_are_read_as_one(moved):
    found = registry.earlier(("20140",), GENERAL, 2023, data_year=2021)
    assert found.include == ("2010308", "2013105")
    assert registry.earlier(("20131",), GENERAL, 2023, data_year=2021).exclude == ("2013105",)


def test_budgets_do_not_mix(moved):
    assert registry.earlier(("213",), "12", 2023) == (("20822",), ())
    assert registry.earlier(("213",), GENERAL, 2023) == ((), ())


def test_restated_by_direction_and_prefix(moved):
    spending, revenue = registry.SPENDING, registry.REVENUE
    assert registry.restated(budget=GENERAL, direction=spending, year=2023) == {"2010308": "20140"}
    assert registry.restated(budget=GENERAL, direction=revenue, year=2023) == {"1030499": "1030707"}
    found = registry.restated(budget=GENERAL, direction=spending, year=2023, prefixes=["205"])
    assert found == {}


@pytest.mark.django_db
def test_two_subjects_may_change_places(act):
    pairs = [("2010301", "2010302"), ("2010302", "2010301")]
    registry.load_mappings(rows=[MappingRow(2023, GENERAL, *pair) for pair in pairs], **act)
    found = registry.earlier(("2010301",), GENERAL, 2023)
    assert found == (("2010302",), ("2010301",))


@pytest.mark.django_db
def test_a_part_of_an_old_subject_is_not_counted_twice(act):
    registry.load_mappings(rows=[MappingRow(2023, GENERAL, "20110", "20801")], **act)
    assert registry.earlier(("2011003",), GENERAL, 2023).exclude == ("20110",)
    assert registry.earlier(("2080113",), GENERAL, 2023) == ((), ())


def test_loading_again_counts_as_the_same(moved, act):
    counts = registry.load_mappings(
        rows=[
            MappingRow(2023, GENERAL, "2010308", "20140", "信访事务单列"),
            MappingRow(2023, GENERAL, "1030499", "1030708"),
            MappingRow(2023, GENERAL, "2050299", "2050204"),
        ],
        **act,
    )
    assert counts == (1, 1, 1)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (MappingRow(2023, GENERAL, "20103", "20140"), "20103与 2010308 有包含关系"),
        (MappingRow(2023, GENERAL, "205", "205"), "与新科目代码相同"),
    ],
)
def test_mappings_that_contradict_are_refused(moved, act, row, message):
    with pytest.raises(Refused) as caught:
        registry.load_mappings(rows=[row], **act)
    assert message.replace(" ", "") in str(caught.value).replace(" ", "")


CODES = st.sampled_from([f"2{a:02}{b:02}" for a in range(1, 4) for b in range(1, 4)])


class Partition(TestCase):
    """Reading a whole 类 and reading its 款 one by one give the same codes, each exactly once."""

    @examples(max_examples=30)
    @given(st.dictionaries(CODES, CODES, max_size=6))
    def test_every_old_code_is_counted_under_exactly_one_new_subject(self, moves):
        rows = [MappingRow(2023, GENERAL, old, new) for old, new in moves.items() if old != new]
        registry.SubjectMapping.objects.bulk_create(
            registry.SubjectMapping(**row._asdict()) for row in rows
        )
        every = [f"2{a:02}{b:02}" for a in range(1, 4) for b in range(1, 4)]
        for old in every:
            takers = [code for code in every if self.counts(old, code)]
            assert takers == [moves.get(old, old)]

    def counts(self, old, code):
        found = registry.earlier((code,), GENERAL, 2023)
        return within(old, (code, *found.include)) and not within(old, found.exclude)

"""Save and replay must say the same: both compilers on random rows and random trees."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.watch import plain, tables
from duzhi.watch.expression import (
    EQ,
    LEAST,
    MONEY,
    MOST,
    OPERATORS,
    RATIO,
    ROWS,
    SUM,
    TEXTS,
    And,
    Const,
    Contains,
    Days,
    Is,
    Law,
    Minus,
    MonthDay,
    Not,
    Of,
    Or,
    Plus,
    Share,
    Starts,
    Window,
)
from duzhi.watch.rule import DAY, Column, Records, Rule

START = date(2022, 12, 20)
LAW = """
test_limit:
  title: 限额
  unit: yuan
  values:
    - {from: 2020-01-01, value: 1, basis: 甲, evidence: LOCAL}
    - {from: 2023-01-01, value: 3, basis: 乙, evidence: LOCAL}
test_share:
  title: 比例
  unit: ratio
  values:
    - {from: 2020-01-01, value: 1/3, basis: 甲, evidence: LOCAL}
    - {from: 2023-01-01, value: 9/10, basis: 乙, evidence: LOCAL}
test_days:
  title: 天数
  unit: days
  values:
    - {from: 2020-01-01, value: 2, basis: 甲, evidence: LOCAL}
    - {from: 2023-01-01, value: 9, basis: 乙, evidence: LOCAL}
test_words:
  title: 清单
  unit: subjects
  values:
    - {from: 2020-01-01, value: ["a"], basis: 甲, evidence: LOCAL}
    - {from: 2023-01-01, value: ["b", "ab"], basis: 乙, evidence: LOCAL}
"""
RECORDS = Records(
    "test.rows",
    "试行记录",
    "test.row",
    (
        Column("id", "号"),
        Column("region", "区划"),
        Column("agency", "单位"),
        Column("agency_name", "单位名称"),
        Column("on", "日期", DAY),
        Column("since", "起始日", DAY),
        Column("payee", "收款人"),
        Column("amount", "金额", MONEY),
    ),
    lambda *_: (),
)
SCHEMA = pa.schema(
    [(one.name, {"text": pa.string(), MONEY: pa.int64()}.get(one.kind, pa.date32()))
     for one in RECORDS.columns]
)  # fmt: skip

days = st.integers(0, 24).map(lambda days: START + timedelta(days=days))
texts = st.sampled_from(["", "a", "b", "ab", "abc", "丙"])
rows_of = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.just(""),
            "agency_name": st.just("甲局"),
            "region": st.just("990181000"),
            "agency": st.sampled_from(["1", "2"]),
            "on": days,
            "since": days,
            "payee": texts,
            "amount": st.integers(-500, 500),
        }
    ),
    min_size=1,
    max_size=14,
)
money = st.one_of(
    st.just(Of("amount")),
    st.integers(-500, 500).map(lambda fen: Const(fen, MONEY)),
    st.just(Law("test_limit")),
)
words = st.one_of(
    st.lists(texts.filter(bool), min_size=1, max_size=2).map(tuple),
    st.just(Law("test_words", TEXTS)),
)
inner = st.one_of(
    st.builds(Is, money, st.sampled_from(OPERATORS), money),
    st.builds(Starts, st.just(Of("payee")), words, st.booleans()),
)
span = st.one_of(st.integers(1, 12), st.just(Law("test_days", "count")))
keys = st.sampled_from([("agency",), ("agency", "payee")])
sums = st.builds(
    Window, st.just(SUM), keys, span, st.just(Of("amount")), st.one_of(st.none(), inner)
)
counts = st.one_of(
    st.builds(Window, st.just(ROWS), keys, span, st.none(), st.one_of(st.none(), inner)),
    st.just(Days(Of("since"), Of("on"))),
    st.just(MonthDay(Of("since"))),
    st.integers(-3, 1231).map(Const),
)
ends = st.builds(Window, st.sampled_from([LEAST, MOST]), keys, span, st.just(Of("payee")))
amounts = st.one_of(money, sums, st.builds(Plus, money, sums), st.builds(Minus, sums, money))
leaves = st.one_of(
    inner,
    st.builds(Contains, st.just(Of("payee")), words),
    st.builds(Is, amounts, st.sampled_from(OPERATORS), amounts),
    st.builds(Is, counts, st.sampled_from(OPERATORS), counts),
    st.builds(Is, ends, st.just(EQ), ends),
    st.builds(
        Share, amounts, st.sampled_from(OPERATORS), st.just(Law("test_share", RATIO)), amounts
    ),
)
trees = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.lists(part, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
        part.map(Not),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def law(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "law").mkdir()
    (home / "law" / "test.yaml").write_text(LAW, encoding="utf-8")
    return home


def rule(test) -> Rule:
    words = ("甲", "LOCAL", "黄", "预警", "请核对")
    return Rule("T-01", "试行", RECORDS, test, *words, shows=(("同单位合计", sum_of_three),))


sum_of_three = Window(SUM, ("agency",), 3, Of("amount"))


@given(rows=rows_of, test=trees)
@settings(max_examples=40, deadline=None)
def test_python_at_save_and_the_lake_at_night_agree(law, rows, test):
    rows = [{**row, "id": str(no)} for no, row in enumerate(rows)]
    with override_settings(HOME=law):
        one = rule(test)
        table = ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))
        found = tables.hits(one, table, START, date(2024, 1, 1)).to_pyarrow()
        by_lake = {row["id"]: int(row["shown_0"]) for row in found.to_pylist()}
        by_hand = {
            str(row["id"]): plain.evidence(one, row, rows)[0][1]
            for row in rows
            if plain.hits(one, row, rows)
        }
    assert by_lake == by_hand

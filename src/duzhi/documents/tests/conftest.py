"""A small paper about a small budget, and the words of filled files."""

from datetime import UTC, date, datetime
from fractions import Fraction

import docx
import pytest

from duzhi.documents import api as documents
from duzhi.documents import controls, paper
from duzhi.documents.content import Check, Content, Fact
from duzhi.documents.fill import fill
from duzhi.documents.printed import Manner
from duzhi.documents.spoken import Issue
from duzhi.documents.template import built
from duzhi.figures import api as figures
from duzhi.figures import catalogue

JUNE = date(2023, 6, 30)
AT = datetime(2023, 7, 3, 1, 30, tzinfo=UTC)
REGION = "990181"
SIGNED = date(2023, 7, 3)
OUTLINE = """
# 批注不进正文

= {place}财政局{year}年//收入简报

一、收入

{months}，收入完成{F01}万元，占{F03:base}{F02}万元的{F03}％，同比{F04:change}，
{F05:ahead}，{F03:half}。发展党员{F06}人，考核位列第{F07}名。{say:verdict}

> {bureau}

>> {signed}
"""
WORDS = {"place": "市", "bureau": "青岚市财政局"}


def fact(number="F01", unit="万元", value="117402", source="computed", **given) -> Fact:
    """A number; `value` is in its unit, as printed."""
    scale = {"万元": 1_000_000, "％": Fraction(1, 100), "个百分点": Fraction(1, 100)}.get(unit, 1)
    exact = str(Fraction(value) * scale) if value else ""
    facts = {
        "code": f"t.{number.lower()}",
        "name": f"指标{number}",
        "office": "国库股",
        "public": unit in {"％", "个百分点", "倍", "名"},
        "display": value,
        "source": source if value else "",
    }
    return Fact(id=number, unit=unit, exact=exact, **{**facts, **given})


def facts(**changes) -> tuple[Fact, ...]:
    """The seven numbers of the small paper; a change names a number and its printed value."""
    given = {
        "F01": ("万元", "117402", {}),
        "F02": ("万元", "200000", {"name": "全年预算"}),
        "F03": ("％", "58.7", {"base": "年初预算", "denominator": "年初预算 200000万元"}),
        "F04": ("％", "-19.38", {"denominator": "上年同期收入 145624万元"}),
        "F05": ("个百分点", "8.7", {}),
        "F06": ("人", "", {"office": "机关党委"}),
        "F07": ("名", "2", {"source": "reported"}),
    }
    return tuple(
        fact(name, unit, changes.get(name, value), **more)
        for name, (unit, value, more) in given.items()
    )


def content(*, region=REGION, checks: tuple[Check, ...] = (), **changes) -> Content:
    """What the small paper prints."""
    sayings = {"verdict": "收入已过半。"}
    return Content(JUNE, region, "青岚市", facts(**changes), checks, sayings)


def issue(*, mask=False, plain=False, **given) -> Issue:
    """As a draft of 3 July."""
    return Issue("brief", SIGNED, Manner(mask=mask, plain=plain), **given)


def filled(tmp_path, given=None, how=None, template=None, name="out.docx"):
    """The path of the filled small paper."""
    path = tmp_path / name
    base = template or built(OUTLINE, words=WORDS, names={})
    path.write_bytes(fill(base, given or content(), how or issue()))
    return path


def text(path) -> str:
    """The words of a .docx, controls included, one paragraph a line."""
    body = docx.Document(str(path)).element.body
    return "\n".join(controls.text_of(one) for one in body.iter(controls.q("p")))


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    return settings.HOME


@pytest.fixture
def amounts() -> dict[str, int | Fraction | None]:
    """What the figures of the small paper read, in fen; a test may change it."""
    return {"t.tax": 3_000_000, "t.nontax": 2_000_000, "t.total": 5_000_000}


@pytest.fixture
def brief(db, monkeypatch, tmp_path, amounts):
    """A registered paper of three amounts: tax and non-tax make the total."""
    monkeypatch.setattr(catalogue, "_CATALOGUE", {})
    monkeypatch.setattr(paper, "_PAPERS", {})
    figures.register(_figure(code, amounts) for code in amounts)
    outline = tmp_path / "brief.txt"
    outline.write_text("= 收入简报\n\n税收{F01}万元，非税{F02}万元，合计{F03}万元。\n", "utf-8")
    one = documents.Paper(
        code="brief",
        name="收入简报",
        office="国库股",
        items=(
            documents.Item("F01", "t.tax", "国库股"),
            documents.Item("F02", "t.nontax", "非税局"),
            documents.Item("F03", "t.total", "国库股"),
        ),
        identities=(figures.Identity("I1", "收入合计", ("t.tax", "t.nontax"), ("t.total",)),),
        outline=outline,
        datasheet="收入简报数据表",
    )
    documents.register([one])
    return one


def _figure(code, amounts):
    def read(context):
        fen = amounts[code]
        return None if fen is None else figures.Reading(fen, lambda: iter(()))

    name = {"t.tax": "税收收入", "t.nontax": "非税收入", "t.total": "收入总额"}[code]
    return figures.Figure(code, name, "万元", "累计", "预算法", "国库股", read=read)

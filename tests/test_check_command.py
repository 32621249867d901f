"""`duzhi check`: what it prints and answers, how it ends; and the worker that clears texts."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.utils import timezone

from duzhi.config import cli
from duzhi.documents import api as documents

RIGHT = "2023年上半年，一般公共预算收入完成3375万元，比上年2985万元增加390万元。"
WRONG = RIGHT.replace("390", "380")
SHOWN = """青岚市财政局上半年预算执行情况

一、收入
（一）总量
2023年1－6月份，全市一般公共预算收入完成117402万元，占年初预算200000万元的58.7％，同比下降19.38％。\
其中：税收收入50768万元，占年初预算104400万元的46.63％；非税收入66643万元，占年初预算95600万元的69.7％。
二、评审
共评审项目送审115991万元，审定97219万元，审减18772万元，审减率16.18％。
"""
"""The report of docs/guide/命令行.md."""
KEYS = {"claims", "identities", "linter", "masked"}


@pytest.fixture
def check(tmp_path, capsys):
    """Write a text into a file, check it: exit code and what stands on both outputs."""

    def check(text, *words, name="报告.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = cli.main(["check", str(path), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return check


def test_a_text_that_holds_ends_with_0(check):
    code, said, _ = check(RIGHT)
    assert code == 0
    assert said.splitlines()[0] == f"报告.txt：{len(RIGHT)}字，读出3个数"
    assert "错误0处、末位不符0处、请核实0处；相符1处；无从核对0处。" in said


def test_a_slip_ends_with_1_and_is_shown_with_place_words_and_arithmetic(check):
    code, said, _ = check(WRONG)
    assert code == 1
    for words in ("错误（1处）", "第1段：", "3375万元－2985万元＝390万元", "建议：", "错误1处"):
        assert words in said


def test_the_guide_shows_what_is_printed(check):
    guide = (Path(__file__).parents[1] / "docs" / "guide" / "命令行.md").read_text("utf-8")
    shown = re.search(r"```\n(报告\.txt：.*?)```", guide, re.DOTALL)[1].splitlines()
    ledger = next(spot for spot, line in enumerate(shown) if line.startswith("与账核对"))
    _, said, _ = check(SHOWN)
    assert said.splitlines() == [*shown[:ledger], shown[-1]]


@pytest.mark.parametrize("name", ["坏的.docx", "坏的.pdf"])
def test_what_cannot_be_read_ends_with_2_and_one_sentence(check, name):
    code, said, wrong = check(b"\x00\x01\x02", name=name)
    assert (code, said) == (2, "")
    assert len(wrong.splitlines()) == 1
    assert "；请" in wrong


def test_a_missing_file_and_a_folder_end_with_2(tmp_path, capsys):
    for path in (tmp_path / "没有.txt", tmp_path):
        assert cli.main(["check", str(path)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_answer_to_programs_is_the_report_and_nothing_else(check):
    code, said, _ = check(WRONG, "--json")
    found = json.loads(said)
    assert (code, set(found)) == (1, KEYS)
    assert "一般公共预算收入" in said
    (one,) = found["identities"]
    assert (one["verdict"], one["severity"], one["stated"]) == ("violated", "hard", "380")


def test_a_dash_reads_what_comes_in(monkeypatch, capsys):
    given = io.TextIOWrapper(io.BytesIO(WRONG.encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", given)
    assert cli.main(["check", "-"]) == 1
    assert capsys.readouterr().out.startswith("标准输入.txt：")


def test_a_table_of_word_is_read(tmp_path, capsys):
    word = docx.Document()
    word.add_paragraph(WRONG)
    path = tmp_path / "报告.docx"
    word.save(str(path))
    assert cli.main(["check", str(path)]) == 1


def test_a_day_belongs_to_the_ledger_and_the_ledger_to_a_day(check):
    for words in (("--on", "2023-06-30"), ("--against-ledger",)):
        code, _, wrong = check(RIGHT, *words)
        assert code == 2
        assert "请" in wrong


@pytest.mark.django_db
def test_beside_the_ledger_the_answer_has_one_key_more(check):
    code, said, _ = check(RIGHT, "--json", "--against-ledger", "--on", "2023-06-30")
    assert code == 0
    assert json.loads(said)["ledger"] == []


def test_it_needs_no_installation_and_leaves_nothing_behind(tmp_path):
    source = Path(__file__).parents[1] / "src"
    path = tmp_path / "报告.txt"
    path.write_text(RIGHT, encoding="utf-8")
    home = tmp_path / "nowhere" / "home"
    done = subprocess.run(
        [sys.executable, "-m", "duzhi.config.cli", "check", str(path)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(source), "DUZHI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not home.parent.exists()


@pytest.fixture
def _own_signals():
    """A worker takes the signals of its process; afterwards they are the tests' again."""
    taken = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    yield
    for one, handler in taken.items():
        signal.signal(one, handler)


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_signals")
def test_the_worker_clears_texts_whose_hour_is_over():
    early = timezone.now() - timedelta(minutes=61)
    documents.check_text(text=RIGHT, by="孙璐", at=early)
    kept = documents.check_text(text=WRONG, by="孙璐", at=timezone.now())
    assert cli.main(["worker", "--once"]) == 0
    assert list(documents.checked_by("孙璐")) == [kept]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_front_page_shows_what_is_printed(check, page):
    shown = (Path(__file__).parents[1] / page).read_text("utf-8")
    text, said = re.search(r"```\n([^`]*)```\n[^`]*```\n(报告\.txt：[^`]*)```", shown).groups()
    assert check(text)[1].splitlines() == said.splitlines()

"""What the documentation says is there: links, names, commands, recipes."""
# ruff: noqa: SLF001 models and parsers describe themselves in private attributes

import argparse
import importlib
import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps

from duzhi.config import cli
from duzhi.config.areas import AREAS
from duzhi.documents import api as documents
from duzhi.figures.reported import FLOW as REPORTED_FLOW
from duzhi.intake import api as intake
from duzhi.kernel.codes import BUDGET_NAMES
from duzhi.kernel.flow import Flow
from duzhi.ledger import api as ledger
from duzhi.office.models import JOB_STATES

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "duzhi"
GLOSSARY = ROOT / "docs" / "glossary.md"
GUIDE = ROOT / "docs" / "guide" / "命令行.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
CHOSEN_PARTS = ROOT / "docs" / "decisions" / "0002-chosen-parts.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

KEPT_OUT = {".git", ".venv", "var", "__pycache__", "build", "node_modules"}
TEXTS = {".py", ".md", ".toml", ".txt", ".in", ".csv", ".yaml", ".yml", ".sh", ".html", ".css", ""}
REGISTRY_HOST = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|com|io)\b"
    r"|\bmirrors?\.[a-z0-9.-]+\.(?:com|cn|org|edu)\b"
    r"|--(?:extra-)?index-url\s*=?\s*http"
)
PRIVATE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)(?:/|\b)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
PROGRAM = re.compile(r"(?:\$ |\.venv/bin/)*duzhi (?P<words>.+)")


def test_relative_links_lead_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _pages()
        for target in LINK.findall(_prose(page))
        if not _is_outside(target) and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert not broken, "correct the link or write the page:\n" + "\n".join(broken)


def test_the_architecture_names_every_area_and_package():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    areas = [area.removeprefix("duzhi.") for area in AREAS]
    packages = [path.parent.name for path in HOUSE.glob("*/__init__.py")]
    missing = [name for name in areas if f"`{name}`" not in text]
    missing += [name for name in packages if not re.search(rf"`{name}/?`", text)]
    assert not missing, f"give each a line in ARCHITECTURE.md: {sorted(missing)}"


def test_every_package_explains_itself():
    mute = [
        path.parent.relative_to(ROOT).as_posix()
        for path in sorted(HOUSE.glob("*/__init__.py"))
        if path.parent.name not in {"money", "areas"} and not (path.parent / "README.md").exists()
    ]
    assert not mute, f"write half a page README.md: what it answers, and where: {mute}"


def test_the_glossary_has_three_full_columns():
    faults = [row for row in _glossary() if len(row) != 3 or not all(row)]
    assert not faults, f"write 中文 | English | `name in code`: {faults}"


def test_every_model_is_in_the_glossary():
    known = {row[0]: row[2] for row in _glossary()}
    missing = [
        f"| {model._meta.verbose_name} | … | `{model._meta.app_label}.{model.__name__}` |"
        for model in apps.get_models()
        if model.__module__.startswith("duzhi.")
        if model.__name__ not in known.get(str(model._meta.verbose_name), "")
    ]
    assert not missing, "add to docs/glossary.md:\n" + "\n".join(missing)


def test_every_account_budget_and_state_is_in_the_glossary():
    known = {row[0]: row[2] for row in _glossary()}
    wanted = {one.name: one.code for one in ledger.accounts().values()}
    wanted |= {name: f'"{code}"' for code, name in BUDGET_NAMES.items()}
    wanted |= dict.fromkeys((*JOB_STATES, *REPORTED_FLOW.states()), "")
    missing = [f"| {name} | … | `{code}` |" for name, code in wanted.items() if name not in known]
    assert not missing, "add to docs/glossary.md:\n" + "\n".join(missing)


def test_every_state_of_an_area_is_in_the_glossary():
    known = {row[0] for row in _glossary()}
    missing = sorted({state for flow in _flows() for state in flow.states()} - known)
    assert not missing, f"add to docs/glossary.md: {missing}"


def test_every_name_in_the_glossary_is_still_in_the_code():
    text = _source()
    words = set(re.findall(r"\w+", text))
    gone = [
        f"{row[0]}: {name}"
        for row in _glossary()
        for name in INLINE.findall(row[2])
        if not all(part in words or _stands(part, text) for part in _parts(name))
    ]
    assert not gone, "correct the third column of docs/glossary.md:\n" + "\n".join(gone)


def test_every_command_in_the_docs_can_be_given():
    parser = cli._parser()
    bare = {name for name, _ in _all_parsers(parser)}
    faults = [
        f"{page.relative_to(ROOT)}: duzhi {words}"
        for page in _pages()
        for words in _commands(page)
        if words not in bare and not _parses(parser, words)
    ]
    assert not faults, "correct the command in the page, or the parser:\n" + "\n".join(faults)


def test_every_command_and_option_is_in_the_guide():
    text = GUIDE.read_text(encoding="utf-8")
    missing = [
        f"duzhi {name}: {option}"
        for name, parser in _all_parsers(cli._parser())
        for option in [f"duzhi {name}", *_options(parser)]
        if option not in text
    ]
    assert not missing, "explain these in docs/guide/命令行.md:\n" + "\n".join(missing)


def test_every_statement_is_in_the_guide():
    text = GUIDE.read_text(encoding="utf-8")
    missing = [one.code for one in documents.statements() if f"`{one.code}`" not in text]
    assert not missing, f"add to docs/guide/命令行.md under report: {missing}"


def test_every_message_in_the_guide_is_still_said():
    said = re.sub(r'"\s*\n\s*f?"|\s', "", _source())
    silent = [
        f"{message}: {part}"
        for message in _messages()
        for part in map(_bare, message.split("……"))
        if part not in said
    ]
    assert not silent, "correct the message in docs/guide/命令行.md:\n" + "\n".join(silent)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_readme_shows_the_demo(page):
    text = page.read_text(encoding="utf-8")
    assert "make demo SERVE=0" in text
    assert "make test" in text
    assert "<!-- demo output -->" in text.split("<!-- /demo output -->")[0]


def test_every_make_target_in_the_docs_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    strange = [
        f"{page.relative_to(ROOT)}: make {target}"
        for page in _pages()
        for target in re.findall(r"^\s*(?:\$ )?make ([a-z][\w-]*)", _code(page), re.MULTILINE)
        if target not in targets
    ]
    assert not strange, f"the Makefile knows {sorted(targets)}; correct: {strange}"


def test_every_recipe_runs():
    for page in _pages():
        names: dict[str, object] = {"__name__": "recipe"}
        for language, block in CODE.findall(page.read_text(encoding="utf-8")):
            if language == "python":
                exec(compile(block, str(page.relative_to(ROOT)), "exec"), names)  # noqa: S102 our own pages
        with intake.only(names.get("IMPORTS", ())):
            assert len(intake.layouts()) == len(names.get("IMPORTS", ()))


def test_decisions_are_numbered_without_a_gap_and_complete():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    faults = [
        f"{path.name}: add ## {part}"
        for path in DECISIONS
        for part in ("Context", "Decision", "Consequences")
        if f"\n## {part}\n" not in path.read_text(encoding="utf-8")
    ]
    assert not faults, "\n".join(faults)


def test_every_direct_dependency_has_its_licence_on_record():
    text = CHOSEN_PARTS.read_text(encoding="utf-8").lower()
    missing = [name for name in _direct_dependencies() if f"| {name.lower()} |" not in text]
    assert not missing, f"add part, licence and reason to {CHOSEN_PARTS.name}: {missing}"


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    faults = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in _texts(ROOT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := REGISTRY_HOST.search(line) or PRIVATE_PATH.search(line))
    ]
    assert not faults, "take these out; they hold on one machine only:\n" + "\n".join(faults)


@cache
def _pages() -> tuple[Path, ...]:
    return tuple(path for path in _texts(ROOT) if path.suffix == ".md")


def _texts(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        cache_of_a_tool = path.name.startswith(".") and path.name.endswith(("_cache", "hypothesis"))
        if path.name in KEPT_OUT or cache_of_a_tool:
            continue
        if path.is_dir():
            yield from _texts(path)
        elif path.suffix in TEXTS:
            yield path


def _prose(page: Path) -> str:
    """A page without its blocks of code."""
    return CODE.sub("", page.read_text(encoding="utf-8"))


def _code(page: Path) -> str:
    """What stands as code on a page, blocks and words, one a line."""
    text = page.read_text(encoding="utf-8")
    blocks = [block for language, block in CODE.findall(text) if language != "python"]
    return "\n".join([*blocks, *INLINE.findall(CODE.sub("", text))])


def _is_outside(target: str) -> bool:
    return target.startswith(("http://", "https://", "#", "mailto:"))


@cache
def _glossary() -> tuple[tuple[str, ...], ...]:
    rows = (
        tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    )
    return tuple(row for row in rows if row[0] != "中文" and not set(row[0]) <= set("-: "))


def _flows() -> Iterator[Flow]:
    for area in AREAS:
        if find_spec(f"{area}.flow"):
            module = importlib.import_module(f"{area}.flow")
            yield from (one for one in vars(module).values() if isinstance(one, Flow))


@cache
def _source() -> str:
    suffixes = {".py", ".csv", ".yaml", ".txt"}
    return "\n".join(
        f"{path.stem}\n{path.read_text(encoding='utf-8')}"
        for path in _texts(HOUSE)
        if path.suffix in suffixes and "migrations" not in path.parts
    )


def _stands(part: str, text: str) -> bool:
    """A name with other characters in it than those of a word."""
    found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    return not part.isidentifier() and bool(found)


def _parts(name: str) -> list[str]:
    """`ledger.Seal` → ledger, Seal; an account such as `cash.treasury` is looked up whole."""
    return [name] if name in ledger.accounts() else re.findall(r'"[^"]*"|[\w?]+', name)


def _commands(page: Path) -> Iterator[str]:
    for line in _code(page).splitlines():
        if found := PROGRAM.fullmatch(line.strip()):
            yield found["words"]


def _messages() -> Iterator[str]:
    """The first column of every table of the guide headed 提示; …… stands for what varies."""
    for table in re.findall(
        r"^\| 提示 .*\n\|.*\n((?:\|.*\n)+)", GUIDE.read_text(encoding="utf-8"), re.M
    ):
        yield from (line.split("|")[1].strip() for line in table.splitlines())


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _parses(parser: argparse.ArgumentParser, words: str) -> bool:
    given = shlex.split(words, comments=True)
    if given[:1] == ["django"]:
        return True
    try:
        parser.parse_args(given)
    except SystemExit as end:
        return end.code == 0
    return True


def _all_parsers(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield f"{before}{name}", below
                yield from _all_parsers(below, f"{before}{name} ")


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [
        option
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]


def _direct_dependencies() -> Iterator[str]:
    for file in ("base.in", "dev.in"):
        for line in (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines():
            if name := re.match(r"[A-Za-z][\w.-]*", line):
                yield name[0]

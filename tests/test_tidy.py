"""The shape of the house that no linter knows; every message says what to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

from duzhi.config.areas import AREAS

HOUSE = Path(__file__).parents[1] / "src" / "duzhi"

BANNED = {"util", "utils", "helper", "helpers", "common", "base", "misc", "manager", "managers"}
BANNED |= {"service", "services"}
REQUIRED_BY_DJANGO = {"config/sqlite/base.py"}
"""A database backend is found by this name."""

ONE_WRITE = {"money/budget/actions/quotas.py reserve"}
"""Actions that are one act of the ledger, which undoes its own refusals: a savepoint only costs."""

MODULES = {"rules", "postings", "flow", "models", "queries", "actions", "figures", "watches"}
MODULES |= {
    "documents",
    "imports",
    "api",
    "forms",
    "views",
    "panels",
    "http",
    "urls",
    "apps",
    "__init__",
}
FOLDERS = {"migrations", "tests", "templates", "static", "data"}
PURE = {"rules", "postings", "flow"}
PLUGS = {"figures": "FIGURES", "documents": "DOCUMENTS", "imports": "IMPORTS", "watches": "WATCHES"}


def test_every_file_is_named_after_what_it_holds():
    found = [
        path.relative_to(HOUSE).as_posix() for path in _python(HOUSE) if path.stem.lower() in BANNED
    ]
    found += [
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*")
        if path.is_dir() and path.name.lower() in BANNED
    ]
    strange = sorted(set(found) - REQUIRED_BY_DJANGO)
    assert not strange, f"name these after the noun they hold, or move what is in them: {strange}"


def test_an_area_holds_only_the_common_kinds_of_file():
    strange = [
        f"{area}/{child.name}"
        for area in AREAS
        for child in sorted(_folder(area).iterdir())
        if not _is_common(child)
    ]
    assert not strange, (
        f"put these into one of the common modules (ARCHITECTURE.md), or make that module a "
        f"package and put them inside: {strange}"
    )


def test_every_area_explains_itself():
    mute = [area for area in AREAS if not (_folder(area) / "README.md").exists()]
    assert not mute, (
        f"write half a page README.md (duty, sources, verbs, accounts, figures): {mute}"
    )


def test_every_action_is_atomic_and_keyword_only():
    faults = []
    for area in AREAS:
        for path, function in _actions(area):
            file = path.relative_to(HOUSE).as_posix()
            place = f"{file}:{function.lineno} {function.name}"
            whole = f"{file} {function.name}" in ONE_WRITE
            if not whole and not any(_is_atomic(one) for one in function.decorator_list):
                faults.append(f"{place}: decorate it with @transaction.atomic, or make it private")
            given = function.args
            if given.posonlyargs or given.args or given.vararg or not given.kwonlyargs:
                faults.append(f"{place}: take every argument by keyword: def {function.name}(*, …)")
    assert not faults, "\n".join(faults)


def test_a_plug_file_holds_its_constant_tuple():
    faults = []
    for area in AREAS:
        for name, constant in PLUGS.items():
            files = _module_files(area, name)
            if files and not any(constant in _assigned(path) for path in files):
                faults.append(f"{area}.{name}: add {constant} = (…) or remove the file")
    assert not faults, "\n".join(faults)


def test_pure_modules_never_ask_the_clock():
    asked = {"today", "now", "utcnow"}
    faults = [
        f"{path.relative_to(HOUSE)}:{node.lineno}: take the day or moment as a parameter"
        for path in _pure()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asked
    ]
    assert not faults, "\n".join(faults)


ENGINES = ("office", "registry", "intake", "ledger", "figures", "checker", "documents", "web")
ENGINES += ("watch", "lake")


def test_an_engine_and_a_money_area_are_used_through_their_api():
    faults = [
        f"{path.relative_to(HOUSE)}: import {target} through {owner}.api"
        for path in _python(HOUSE)
        if "tests" not in path.parts
        for target in _imported(path)
        if (owner := _owner(target)) and not _inside(path, owner) and not _is_api(target, owner)
    ]
    assert not faults, "\n".join(faults)


def _owner(target: str) -> str:
    """The engine or money area that a module belongs to; empty for anything else."""
    parts = target.split(".")
    if parts[0] != "duzhi" or len(parts) < 3:
        return ""
    if parts[1] == "money" and len(parts) > 3:
        return ".".join(parts[:3])
    return ".".join(parts[:2]) if parts[1] in ENGINES else ""


def _inside(path: Path, owner: str) -> bool:
    return path.is_relative_to(HOUSE.joinpath(*owner.split(".")[1:]))


def _is_api(target: str, owner: str) -> bool:
    return target == f"{owner}.api" or target.startswith(f"{owner}.api.")


def _imported(path: Path) -> Iterator[str]:
    """Every module of the house that a file imports, with the names taken from packages."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            package = HOUSE.joinpath(*node.module.split(".")[1:]).is_dir()
            names = [f"{node.module}.{one.name}" for one in node.names]
            yield from names if package else [node.module]


def _folder(area: str) -> Path:
    return HOUSE.joinpath(*area.split(".")[1:])


def _python(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def _is_common(child: Path) -> bool:
    if child.is_dir():
        return child.name in MODULES | FOLDERS | {"__pycache__"}
    if child.suffix == ".py":
        return child.stem in MODULES
    return child.name == "README.md" or child.name.startswith(".")


def _module_files(area: str, name: str) -> list[Path]:
    """A module of an area, or every file of the package that stands in its place."""
    folder = _folder(area)
    module = folder / f"{name}.py"
    return [module] if module.exists() else list(_python(folder / name))


def _actions(area: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in _module_files(area, "actions"):
        for node in _tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


def _is_atomic(decorator: ast.expr) -> bool:
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(name) in {"transaction.atomic", "atomic"}


def _assigned(path: Path) -> set[str]:
    names: set[str] = set()
    for node in _tree(path).body:
        if isinstance(node, ast.Assign):
            names |= {one.id for one in node.targets if isinstance(one, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def _pure() -> Iterator[Path]:
    for path in _python(HOUSE / "kernel"):
        if "tests" not in path.parts:
            yield path
    for area in AREAS:
        for name in sorted(PURE):
            yield from _module_files(area, name)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))

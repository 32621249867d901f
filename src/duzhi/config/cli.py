"""`duzhi`: the command line of the house.

Exit codes: 0 ok, 1 findings, 2 misuse or unreadable input. Errors are one sentence in Chinese.
"""

import argparse
import os
import re
import secrets
import sys
from collections.abc import Sequence
from typing import NoReturn

import django
from django.conf import settings
from django.db.utils import DatabaseError

from duzhi.kernel.finding import Refused

OK, FINDINGS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duzhi.config.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    _set_up(words[:1] == ["check"])
    if words[:1] == ["django"]:
        return _django(words[1:])
    options = _parser().parse_args(words)
    try:
        code: int = options.run(options)
    except Refused as refused:
        for finding in refused.findings:
            print(f"未办理：{finding}", file=sys.stderr)
        return MISUSE
    except (LookupError, FileNotFoundError, PermissionError) as error:
        print(f"无法办理：{_words(error)}", file=sys.stderr)
        return MISUSE
    except DatabaseError as error:
        print(f"数据库无法使用：{error}；请先运行 duzhi django migrate 再试", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    return code


def _set_up(alone: bool) -> None:  # noqa: FBT001 one caller
    """Django's settings, and HOME; `alone`: where nothing is installed and nothing is written."""
    if alone and "DUZHI_SECRET_KEY" not in os.environ:
        os.environ["DUZHI_SECRET_KEY"] = secrets.token_urlsafe(50)
        django.setup()
        del os.environ["DUZHI_SECRET_KEY"]
        return
    django.setup()
    if not alone:
        settings.HOME.mkdir(parents=True, exist_ok=True)


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 after setup

    execute_from_command_line(["duzhi django", *words])
    return OK


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        reason = "没有权限读写" if isinstance(error, PermissionError) else "找不到"
        return f"{reason}{error.filename}；请核对路径后再试"
    return str(error.args[0]) if error.args else str(error)


_SAID = (
    (r"the following arguments are required: (.+)", r"缺少{0}"),
    (r"unrecognized arguments: (.+)", r"不认识{0}"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", "{0}没有“{1}”，可用：{2}"),
    (r"argument (.+?): expected .+", "{0}后面要写值"),
    (r"argument (.+?): invalid int value: '(.*)'", "{0}应为整数，写的是“{1}”"),
    (r"argument (.+?): (.+)", "{0}{1}"),
)
"""What argparse says in English, and how we say it."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in Chinese, and where to look it up."""

    def error(self, message: str) -> NoReturn:
        """One sentence, then exit code 2."""
        for pattern, words in _SAID:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = words.format(*found.groups())
                break
        self.exit(MISUSE, f"命令写法不对：{message}；用 {self.prog} -h 查看写法\n")


def _parser() -> argparse.ArgumentParser:
    from duzhi.config import verbs  # noqa: PLC0415 after setup

    parser = _Parser(prog="duzhi", description="度支：县级财政局工作系统")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    for module in verbs.MODULES:
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

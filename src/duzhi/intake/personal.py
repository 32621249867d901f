"""Personal data in an original: which columns hold it, and how it is shown (《个人信息保护法》)."""

import re
from collections.abc import Callable, Sequence

from duzhi.intake.cells import squeezed

_NUMBER = re.compile(r"账号|帐号|账户号|银行卡|卡号|证件号|身份证|识别号|手机|电话")
_NAME = re.compile(r"(?<!单位)(?<!项目)(?<!科目)(?<!企业)(?:姓名|户主|领取人|负责人)$")
_SHOWN = 4

Mask = Callable[[str], str]


def masks(titles: Sequence[str]) -> dict[int, Mask]:
    """0-based column → how its cells are masked; columns without personal data are not there."""
    found: dict[int, Mask] = {}
    for place, title in enumerate(titles):
        bare = squeezed(title)
        if _NUMBER.search(bare):
            found[place] = mask_number
        elif _NAME.search(bare):
            found[place] = mask_name
    return found


def mask_number(text: str) -> str:
    """All but the last four characters.

    >>> mask_number("6217 0012 3456 7890"), mask_number("12")
    ('**** 7890', '****')
    """
    bare = text.strip()
    if not bare:
        return ""
    return f"**** {bare[-_SHOWN:]}" if len(bare) > 2 * _SHOWN else "****"


def mask_name(text: str) -> str:
    """The family name.

    >>> mask_name("李文静")
    '李**'
    """
    bare = text.strip()
    return bare[:1] + "*" * (len(bare) - 1)

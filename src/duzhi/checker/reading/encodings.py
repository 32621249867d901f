"""Bytes to text: strictly one encoding or a refusal, never a guess with replacement characters."""

import codecs
import re

from duzhi.kernel.finding import Refused, refuse

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HIGH = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_ODD = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f\ue000-\uf8ff\ufffd-\uffff]")
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
"""Four Chinese characters in UTF-8; in GB18030 they would be six that hardly anybody uses."""
_MOST_ODD = 1000
"""One odd character in so many is a slip, more is no text."""


def decoded(blob: bytes, declared: str = "") -> str:
    """The text of a file; `declared` is what it says of its own encoding.

    Raises:
        Refused: it is in no encoding that is known, or damaged.
    """
    bom = next((name for mark, name in _BOMS.items() if blob.startswith(mark)), "")
    known = _known(declared)
    for encoding in (bom,) if bom else ("utf-8", *known, "gb18030"):
        text = _strict(blob, encoding)
        if text is None or not _clear(text):
            continue
        if encoding != "gb18030" or _is_gb18030(text, blob, said=encoding in known):
            return text
    raise _refusal(blob)


def _known(declared: str) -> tuple[str, ...]:
    """The declared encoding under the name of its largest set; nothing if it is not one of ours."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ()
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
    name = wider.get(name, name)
    return (name,) if name in {"utf-8", "gb18030", "big5hkscs"} else ()


def _strict(blob: bytes, encoding: str) -> str | None:
    try:
        return blob.decode(encoding)
    except UnicodeDecodeError:
        return None


def _clear(text: str) -> bool:
    """Next to no characters that no text has."""
    odd = len(_ODD.findall(text))
    return "\0" not in text and odd * _MOST_ODD <= len(text) + _MOST_ODD


def _is_gb18030(text: str, blob: bytes, *, said: bool) -> bool:
    """GB18030 takes almost any bytes: unless a page says so, most words must be everyday ones."""
    if _UTF8_RUN.search(blob):
        return False
    han = "".join(_HAN.findall(text))
    everyday = len(han.encode("gb2312", "ignore")) // 2
    return said or everyday * 10 >= len(han) * 7


def _refusal(blob: bytes) -> Refused:
    lax = blob.decode("utf-8", "replace")
    high, lost = len(_HIGH.findall(lax)), lax.count("\ufffd")
    if "\0" not in lax and lost * 10 < high:
        text = "文件是 UTF-8 文字，但其中有损坏的字节；请重新导出或重新拷贝后再试"
        return refuse("checker.file_broken", text)
    text = "文字编码无法识别；请用记事本打开，另存为 UTF-8 编码的 .txt 后再试"
    return refuse("checker.file_encoding", text)

"""The shipped template, built from a readable outline; an office's restyled .docx wins over it.

Offices may change fonts, order and words in Word and keep the file as HOME/templates/<code>.docx;
the controls are what is filled.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from duzhi.documents import archive, outline, own_look, skeleton
from duzhi.documents.outline import BREAK, Block, Control, Piece

_STYLES = {
    outline.TITLE: "Title",
    outline.FIRST: "Heading1",
    outline.SECOND: "Heading2",
    outline.SIGNATURE: "Signature",
    outline.DAY: "Date",
}
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_MARK_LOOK = (
    '<w:color w:val="465261"/><w:spacing w:val="-16"/><w:sz w:val="24"/>'
    '<w:vertAlign w:val="superscript"/>'
)
_QUIET = '<w15:appearance w15:val="hidden"/>'
"""Controls of words show no frame when somebody clicks beside them."""


def build_template(
    text: str,
    path: Path,
    *,
    words: Mapping[str, str],
    names: Mapping[str, str] | None = None,
) -> Path:
    """Write the template of an outline; the same outline makes the same file.

    `words` are set as plain text (`place`, `bureau`), `names` label the controls (`F03` → 完成率).

    Raises:
        ValueError: the outline holds a token that nobody knows.
    """
    path.write_bytes(built(text, words=words, names=names or {}))
    return path


def built(text: str, *, words: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    """The template as bytes."""
    return built_of(outline.paragraphs(text), words=words, names=names)


def built_of(texts: Iterable[str], *, words: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    """The template of a text that somebody edited, paragraph by paragraph."""
    blocks = [outline.block(text, words) for text in texts]
    return archive.pack(skeleton.parts(_Body(names).write(blocks)))


def restyled(
    own: bytes, texts: Iterable[str], *, words: Mapping[str, str], names: Mapping[str, str]
) -> bytes:
    """The same text in the look of an office's own template.

    Raises:
        Refused: the template is not a readable .docx.
    """
    blocks = [outline.block(text, words) for text in texts]
    return own_look.in_own_look(own, _Body(names).write(blocks))


def own_template(code: str) -> Path | None:
    """The template an office keeps for a paper, if it does."""
    path = Path(settings.HOME) / "templates" / f"{code}.docx"
    return path if path.is_file() else None


class _Body:
    """Writes paragraphs, counting the controls."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._count = 0
        self._seen: dict[str, int] = {}

    def write(self, blocks: Sequence[Block]) -> str:
        return "".join(map(self._paragraph, blocks))

    def _paragraph(self, block: Block) -> str:
        style = _STYLES.get(block.kind)
        chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{chosen}{''.join(map(self._piece, block.pieces))}</w:p>"

    def _piece(self, piece: Piece) -> str:
        return run(piece) if isinstance(piece, str) else self._control(piece)

    def _control(self, control: Control) -> str:
        self._count += 1
        self._seen[control.name] = self._seen.get(control.name, 0) + 1
        tag = quoteattr(f"{control.name}#{self._seen[control.name]}")
        alias = quoteattr(self._names.get(control.head, control.head))
        look = _MARK_LOOK if control.part == "mark" else ""
        quiet = _QUIET if control.part else ""
        shown = "" if control.part == "mark" else f"［{control.name}］"
        return (
            f"<w:sdt><w:sdtPr><w:rPr>{_HINT}{look}</w:rPr><w:alias w:val={alias}/>"
            f'<w:tag w:val={tag}/><w:id w:val="{self._count}"/><w:lock w:val="contentLocked"/>'
            f"{quiet}</w:sdtPr><w:sdtContent>{run(shown, look)}</w:sdtContent></w:sdt>"
        )


def run(text: str, look: str = "") -> str:
    """A run of text that Word sets in the Chinese font throughout; `//` breaks the line."""
    words = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split(BREAK))
    return f"<w:r><w:rPr>{_HINT}{look}</w:rPr>{'<w:br/>'.join(words)}</w:r>"

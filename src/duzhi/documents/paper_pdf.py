"""A paper as .pdf after GB/T 9704-2012: 22 lines of 28 characters, page number between dashes."""

from collections.abc import Sequence

from duzhi.documents import live, outline, pdf, spoken
from duzhi.documents.content import Content
from duzhi.documents.fonts import HEI, SONG
from duzhi.documents.live import Living, Run
from duzhi.documents.spoken import Issue

_PITCH, _TITLE_PITCH = "12.95pt", "13pt"
"""Between lines of exactly 16 pt and 22 pt: 28.95 pt and 35 pt from line to line."""
_HEAD = f"""
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  header-ascent: 12mm, footer-descent: 7mm, header: NOTICE,
  footer: context {{
    let n = counter(page).get().first()
    let body = text(size: 14pt, tracking: 0pt)[— #n —]
    if calc.odd(n) {{ align(right, pad(right: 14pt, body)) }}
    else {{ align(left, pad(left: 14pt, body)) }}
  }})
#set text(font: "{SONG}", size: 16pt, lang: "zh", region: "cn", tracking: -0.25pt,
  top-edge: 0.88em, bottom-edge: -0.12em, cjk-latin-spacing: none, fallback: false,
  hyphenate: false, ligatures: false)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: {_PITCH},
  spacing: {_PITCH})
#let title(body) = {{
  set par(first-line-indent: 0pt, leading: {_TITLE_PITCH}, justify: false)
  align(center, block(below: 41.9pt, text(size: 22pt, stroke: 0.45pt, tracking: 0pt, body)))
}}
#let first(body) = text(font: "{HEI}", body)
#let second(body) = text(stroke: 0.3pt, body)
#let mark(body) = super(size: 8pt, typographic: false, baseline: -0.5em,
  text(fill: rgb("#465261"), tracking: -0.4pt, body))
#let owed(body) = highlight(fill: rgb("#fdf3cf"), top-edge: 0.9em, bottom-edge: -0.18em, body)
#let end(body) = {{ set par(first-line-indent: 0pt); align(right, pad(right: 2em, body)) }}
"""
_AROUND = {outline.TITLE: "title", outline.FIRST: "first", outline.SECOND: "second"}
_AROUND |= {outline.SIGNATURE: "end", outline.DAY: "end"}


def to_pdf(text: Sequence[Living], content: Content, issue: Issue) -> bytes:
    """The paragraphs as .pdf, with the words of the .docx.

    Raises:
        Refused: a character that the fonts lack; says where it stands.
    """
    pdf.check([(f"“{one.text[:12]}…”一段", one.text) for one in text])
    pdf.check([("校验说明", issue.note)])
    notice = spoken.notice(content.region)
    head = f'align(center, text(size: 10.5pt, fill: rgb("#5f6b79"), {pdf.string(notice)}))'
    title = "".join(one.text for one in text[:1])
    parts = [
        f"#set document(title: {pdf.string(title)}, date: auto)",
        _HEAD.replace("NOTICE", head if notice else "none"),
        *_paragraphs(text),
    ]
    if issue.note:
        parts.append(pdf.words(spoken.NOTE + issue.note))
    return pdf.compiled("\n\n".join(parts), issue.signed)


def _paragraphs(text: Sequence[Living]) -> list[str]:
    made, ended = [], False
    for one in text:
        inside = "".join(map(_run, one.runs))
        name = _AROUND.get(one.kind, "")
        if name == "end" and not ended:
            ended = True
            made.append("#v(28.95pt)")
        made.append(f"#{name}[{inside}]" if name else inside)
    return made


def _run(run: Run) -> str:
    if run.kind == live.LINE:
        return "#linebreak()"
    if run.kind == live.MARK:
        return f"#mark({pdf.string(run.text)})"
    if run.kind == live.MISSING and "【" in run.text:
        return f"#owed({pdf.string(run.text)})"
    return pdf.words(run.text)

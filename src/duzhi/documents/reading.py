"""What a document says: its text as data for a page, now or as a version printed it."""

from duzhi.documents import live, readback, sources
from duzhi.documents.content import Content
from duzhi.documents.live import Living
from duzhi.documents.models import Document
from duzhi.documents.paper import paper
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.printed import Manner


def living(row: Document, manner: Manner | None = None) -> tuple[Living, ...]:
    """The text of a document as it stands, for a page: words of the .docx, numbers with facts."""
    content = sources.standing_content(row)
    return living_with(row, text_of(row, content), content, manner)


def living_with(
    row: Document,
    text: tuple[Paragraph, ...],
    content: Content,
    manner: Manner | None = None,
) -> tuple[Living, ...]:
    """Any text of a document with any numbers: an older version as it was printed."""
    issue, words = sources.issue_of(row, manner), sources.words(content.place)
    return live.live(content, text, issue, words)


def text_of(row: Document, content: Content) -> tuple[Paragraph, ...]:
    """The paragraphs of a document: of its newest version, or of its Word file."""
    if row.version:
        return sources.text_of(sources.newest(row))
    one = paper(row.kind)
    blob, words = sources.word_file(row, one, content), sources.words(content.place)
    return tuple(readback.read_back(blob, sources.template_texts(one), words))


def chips(row: Document, content: Content | None = None) -> dict[str, str]:
    """How every token of a document prints, by its text without braces; as it stands, or then."""
    given = content or sources.standing_content(row)
    return live.printed_tokens(given, sources.issue_of(row), sources.words(given.place))

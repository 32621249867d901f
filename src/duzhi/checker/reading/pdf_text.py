"""The pages of a .pdf as one text: paragraphs and tables again, from where words stand."""

from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

from duzhi.checker.reading import limits, pdf_flow, pdf_grid, pdf_margins, pdf_page, pdf_rows
from duzhi.checker.reading.pdf_lines import Line, remark
from duzhi.checker.reading.pdf_shapes import Page
from duzhi.kernel.finding import Refused, refuse

_STEP = "请用原来的软件重新导出 PDF，或另存为 .docx 再试"
_MOST_UNKNOWN = 5
"""One character in five without a code: what is read would not be what is printed."""

_FEW = 20
"""Characters that a scanned page may have besides: a page number, a stamp."""


def text_of(blob: bytes) -> str:
    """The text of a .pdf.

    Raises:
        Refused: damaged, locked, a scan, without encoding, or too long.
    """
    try:
        document = pypdfium2.PdfDocument(blob)
    except pypdfium2.PdfiumError as error:
        raise _unopened(error) from None
    with document:
        if len(document) > limits.MOST_PAGES:
            raise limits.too_many_pages(len(document))
        pages, parts = _pages(document)
    _check(pages)
    return pdf_flow.flowing(pdf_margins.without(parts, pages), pages)


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[Page], list[list[Line]]]:
    """The pages, and the lines of each; characters are forgotten once they are in lines."""
    pages: list[Page] = []
    parts = []
    for number in range(1, len(document) + 1):
        page = _page(document, number)
        parts.append(_parts(page))
        page.forget()
        pages.append(page)
        if sum(one.printed for one in pages) > limits.MOST_CHARACTERS:
            raise limits.too_long()
    return pages, parts


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    try:
        page = document[number - 1]
        try:
            return pdf_page.page_of(page, number)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        raise limits.broken(f"PDF 第{number}页", _STEP) from None


def _parts(page: Page) -> list[Line]:
    """The lines of a page from top to bottom; a remark where its words are a picture."""
    lines = pdf_rows.with_rows(pdf_grid.parts_of(page))
    if page.scanned and page.printed < _FEW:
        lines.append(remark(f"【第{page.number}页是图片，没有文字层，未读】"))
    return lines


def _check(pages: Sequence[Page]) -> None:
    """Refuse what has no words, or words that cannot be known."""
    printed, unknown = sum(one.printed for one in pages), sum(one.unknown for one in pages)
    if not printed or all(one.scanned and one.printed < _FEW for one in pages):
        text = "PDF 中没有文字层，多半是扫描件；请先识别文字（OCR），存为 .docx 或 .txt 再试"
        raise refuse("checker.file_scan", text)
    if unknown * _MOST_UNKNOWN > printed:
        text = f"PDF 中的文字没有编码，读出来是乱码；{_STEP}"
        raise refuse("checker.file_encoding", text)


def _unopened(error: pypdfium2.PdfiumError) -> Refused:
    if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        text = "PDF 设有打开密码或加密，无法读取；请取消密码后另存再试"
        return refuse("checker.file_encrypted", text)
    return limits.broken("PDF 文件", _STEP)

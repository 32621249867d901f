"""The pages of a .pdf as one text: paragraphs and tables again, from where words stand."""

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
    pages = _pages(blob)
    if not any(one.char.strip() for page in pages for one in page.glyphs):
        text = "PDF 中没有文字层，多半是扫描件；请先识别文字（OCR），存为 .docx 或 .txt 再试"
        raise refuse("checker.file_scan", text)
    unknown = sum(page.unknown for page in pages)
    if unknown * _MOST_UNKNOWN > sum(len(page.glyphs) for page in pages):
        text = f"PDF 中的文字没有编码，读出来是乱码；{_STEP}"
        raise refuse("checker.file_encoding", text)
    parts = [_parts(page) for page in pages]
    return pdf_flow.flowing(pdf_margins.without(parts, pages), pages)


def _parts(page: Page) -> list[Line]:
    if page.scanned and len(page.glyphs) < _FEW:
        text = f"【第{page.number}页是图片，没有文字层，未读】"
        return [*pdf_grid.parts_of(page), remark(text, 0)]
    return pdf_rows.with_rows(pdf_grid.parts_of(page))


def _pages(blob: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(blob)
    except pypdfium2.PdfiumError as error:
        raise _unopened(error) from None
    with document:
        count = len(document)
        if count > limits.MOST_PAGES:
            raise limits.too_many_pages(count)
        pages, characters = [], 0
        for number in range(count):
            pages.append(_page(document, number))
            characters += len(pages[-1].glyphs)
            if characters > limits.MOST_CHARACTERS:
                raise limits.too_long()
    return pages


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        raise limits.broken(f"PDF 第{number + 1}页", _STEP) from None
    try:
        return pdf_page.page_of(page, number + 1)
    except pypdfium2.PdfiumError:
        raise limits.broken(f"PDF 第{number + 1}页", _STEP) from None
    finally:
        page.close()


def _unopened(error: pypdfium2.PdfiumError) -> Refused:
    if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        text = "PDF 设有打开密码或加密，无法读取；请取消密码后另存再试"
        return refuse("checker.file_encrypted", text)
    return limits.broken("PDF 文件", _STEP)

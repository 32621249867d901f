"""The same chart inside a .docx: Word's own, editable, with its workbook embedded.

The chart part is the one XlsxWriter wrote for the workbook, so the two can never differ; here it
only gets the relation to its data and an inline drawing. No picture, no font of the server.
"""

import io
import zipfile
from functools import cache

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph
from lxml import etree

from duzhi.documents.chart import BULLET, RANK, Chart
from duzhi.documents.chart_xlsx import workbook_of

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_AFTER = ("printSettings", "userShapes", "extLst")
"""Children of a chart space that must stand behind the relation to its data."""
WIDTH = Mm(156)
"""The text of a GB/T 9704 page."""
_SHAPE = 0.5
_BAR_MM, _HEAD_MM = 7, 28


def add_chart(document: Document, chart: Chart, after: Paragraph | None = None) -> Paragraph:
    """Put a chart into a paragraph of its own, at the end or behind another; returns it."""
    paragraph = document.add_paragraph()
    if after is not None:
        after._p.addnext(paragraph._p)  # noqa: SLF001 python-docx has no public way to move one
    number = _free_number(document)
    relation = document.part.relate_to(
        _chart_part(document, chart, number), RELATIONSHIP_TYPE.CHART
    )
    paragraph.add_run()._r.append(_inline(chart, relation, number))  # noqa: SLF001 a drawing is raw XML
    return paragraph


def chart_xml(chart: Chart) -> bytes:
    """The DrawingML of a chart, as it stands in its workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook_of(chart))) as package:
        return package.read("xl/charts/chart1.xml")


def _chart_part(document: Document, chart: Chart, number: int) -> Part:
    package = document.part.package
    book = workbook_of(chart)
    with zipfile.ZipFile(io.BytesIO(book)) as inner:
        root = etree.fromstring(inner.read("xl/charts/chart1.xml"), _parser())
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    relation = part.relate_to(Part(name, _BOOK_TYPE, book, package), RELATIONSHIP_TYPE.PACKAGE)
    _say_all(root)
    _tie(root, relation)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 a plain part is its bytes
    return part


def _tie(root: etree._Element, relation: str) -> None:
    """Say where the numbers come from, at the place the schema wants it."""
    external = etree.Element(f"{{{_C}}}externalData", {f"{{{_R}}}id": relation})
    etree.SubElement(external, f"{{{_C}}}autoUpdate", {"val": "0"})
    behind = [child for child in root if etree.QName(child).localname in _AFTER]
    if behind:
        behind[0].addprevious(external)
    else:
        root.append(external)


def _say_all(root: etree._Element) -> None:
    """Write out what Excel 2007 leaves unsaid; Word and LibreOffice take other defaults for it."""
    for place in root.iter(f"{{{_C}}}dLbls", f"{{{_C}}}dLbl"):
        if place.find(f"{{{_C}}}delete") is None:
            _say_shown(place)
    for lines in root.iter(f"{{{_C}}}lineChart"):
        for series in lines.iter(f"{{{_C}}}ser"):
            if series.find(f"{{{_C}}}smooth") is None:
                series.append(etree.Element(f"{{{_C}}}smooth", {"val": "0"}))
    for plot in root.iter(f"{{{_C}}}plotVisOnly"):
        if plot.getnext() is None:
            plot.addnext(etree.Element(f"{{{_C}}}dispBlanksAs", {"val": "gap"}))


def _say_shown(place: etree._Element) -> None:
    """The six switches of a data label, in the order of the schema."""
    known = {etree.QName(child).localname: child for child in place}
    for child in [known[name] for name in _SWITCHES if name in known]:
        place.remove(child)
    behind = next((known[name] for name in _BEHIND_SWITCHES if name in known), None)
    for name in _SWITCHES:
        value = known[name].get("val", "1") if name in known else "0"
        child = etree.Element(f"{{{_C}}}{name}", {"val": value})
        if behind is None:
            place.append(child)
        else:
            behind.addprevious(child)


def _inline(chart: Chart, relation: str, number: int) -> etree._Element:
    tall = chart.kind in (RANK, BULLET)
    height = Mm(_HEAD_MM + _BAR_MM * len(chart.labels)) if tall else Emu(int(WIDTH * _SHAPE))
    drawing = etree.Element(qn("w:drawing"), nsmap={"wp": _WP, "a": _A, "c": _C, "r": _R})
    inline = etree.SubElement(drawing, f"{{{_WP}}}inline", dict.fromkeys(_SIDES, "0"))
    etree.SubElement(inline, f"{{{_WP}}}extent", {"cx": str(WIDTH), "cy": str(int(height))})
    named = {"id": str(_FIRST_ID + number), "name": f"图 {number}", "descr": chart.title}
    etree.SubElement(inline, f"{{{_WP}}}docPr", named)
    etree.SubElement(inline, f"{{{_WP}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", {"uri": _C})
    etree.SubElement(data, f"{{{_C}}}chart", {f"{{{_R}}}id": relation})
    return drawing


def _free_number(document: Document) -> int:
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    number = 1
    while f"/word/charts/chart{number}.xml" in names:
        number += 1
    return number


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


_SWITCHES = (
    "showLegendKey",
    "showVal",
    "showCatName",
    "showSerName",
    "showPercent",
    "showBubbleSize",
)
_BEHIND_SWITCHES = ("separator", "showLeaderLines", "leaderLines", "extLst")
_SIDES = ("distT", "distB", "distL", "distR")
_FIRST_ID = 9_000
"""Numbers of drawings, away from those a template may use."""

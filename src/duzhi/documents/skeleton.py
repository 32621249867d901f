"""The empty official document: paper, fonts and styles of GB/T 9704-2012 as parts of a .docx.

Margins 37/28/35/26 mm, body 三号仿宋 on 22 lines of 28 characters, title 二号小标宋, 一级黑体,
二级楷体, page number 四号宋体 between two dashes, odd right and even left.
"""

from collections.abc import Mapping
from string import Template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

BODY_FONT = "仿宋_GB2312"
FONTS = {
    BODY_FONT: "FangSong,仿宋,FangSong_GB2312,方正仿宋_GBK,STFangsong",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,小标宋,STZhongsong,SimSun",
    "黑体": "SimHei,方正黑体_GBK,STHeiti,Noto Sans CJK SC",
    "楷体_GB2312": "KaiTi,楷体,KaiTi_GB2312,方正楷体_GBK,STKaiti",
    "宋体": "SimSun,NSimSun,STSong,Noto Serif CJK SC",
}
"""Every font of the paper, and the names it goes by on other systems."""

LINE, TITLE_LINE = 579, 700
"""Line pitch in twentieths of a point: 28.95 pt × 22 = 224.7 of 225 mm; 35 pt for the title."""
_TIGHTER = '<w:spacing w:val="-5"/>'
"""28 characters of 16 pt on 156 mm = 442.2 pt: a quarter of a point less for each.

A character grid would say the same, but LibreOffice sets one character into each of its cells.
"""


def parts(body: str) -> dict[str, bytes]:
    """The parts of a .docx around the paragraphs of `body` (WordprocessingML)."""
    made = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELS,
        "word/document.xml": _DOCUMENT.substitute(body=body),
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": _header(1),
        "word/header2.xml": _header(2),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "docProps/core.xml": _CORE,
    }
    return {name: (_XML + text).encode() for name, text in made.items()}


def fonts(name: str) -> str:
    """The w:rFonts of a run in one font, for Chinese and for digits."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Times New Roman"/>'
    )


def _style(code: str, name: str, paragraph: str, run: str, extra: str = "") -> str:
    based = '<w:basedOn w:val="Normal"/>' if code != "Normal" else ""
    default = ' w:default="1"' if code == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{code}"><w:name w:val="{name}"/>{based}'
        f"{extra}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(line: int = LINE, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _heading(code: str, name: str, font: str, level: int) -> str:
    paragraph = f'<w:keepNext/>{_spacing()}<w:outlineLvl w:val="{level}"/>'
    return _style(code, name, paragraph, fonts(font), '<w:next w:val="Normal"/>')


def _styles() -> str:
    body = (
        '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>{_spacing()}'
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    )
    bare = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    title = (
        f'<w:snapToGrid w:val="0"/>{_spacing(TITLE_LINE, LINE, LINE)}{bare}<w:jc w:val="center"/>'
    )
    ending = '<w:ind w:rightChars="{0}" w:right="{1}" w:firstLineChars="0" w:firstLine="0"/>'
    small = f'{_spacing(300)}{bare}<w:jc w:val="center"/>'
    note = '<w:color w:val="5F6B79"/>'
    styles = (
        _style("Normal", "Normal", body, fonts(BODY_FONT) + _TIGHTER + _size(32)),
        _style("Title", "Title", title, fonts("方正小标宋简体") + _size(44)),
        _heading("Heading1", "heading 1", "黑体", 0),
        _heading("Heading2", "heading 2", "楷体_GB2312", 1),
        _style(
            "Signature",
            "Signature",
            _spacing(before=LINE) + ending.format(400, 1280) + '<w:jc w:val="right"/>',
            "",
        ),
        _style("Date", "Date", _spacing() + ending.format(200, 640) + '<w:jc w:val="right"/>', ""),
        _style("Header", "header", small, fonts("宋体") + note + _size(21)),
        _style("Footer", "footer", f"{_spacing(400)}{bare}", fonts("宋体") + _size(28)),
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY_FONT)}'
        f'{_size(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(styles)}</w:styles>"
    )


def _fonts() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, others in FONTS.items()
    )
    return f'<w:fonts xmlns:w="{W}">{rows}</w:fonts>'


def _header(number: int) -> str:
    """The line for 虚构数据, empty elsewhere; it is a control so that filling finds it."""
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="数据性质"/><w:tag w:val="notice#{number}"/>'
        f'<w:id w:val="{900_000 + number}"/></w:sdtPr><w:sdtContent><w:r>'
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t/></w:r></w:sdtContent></w:sdt>'
    )
    style = '<w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    return f'<w:hdr xmlns:w="{W}"><w:p>{style}{control}</w:p></w:hdr>'


def _footer(side: str) -> str:
    """— 1 — one character in from the outer edge."""
    text = (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{0}</w:t></w:r>'
    )
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{rest}'
        for kind, rest in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{text.format("— ")}{field}{text.format(" —")}</w:p></w:ftr>'
    )


_DOCUMENT = Template(
    f'<w:document xmlns:w="{W}" xmlns:r="{_R}" xmlns:w15="{_W15}" xmlns:mc="{_MC}"'
    ' mc:Ignorable="w15"><w:body>$body<w:sectPr>'
    '<w:headerReference w:type="default" r:id="rId4"/>'
    '<w:headerReference w:type="even" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/>'
    '<w:footerReference w:type="even" r:id="rId7"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1134"'
    ' w:footer="1247" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    "</w:sectPr></w:body></w:document>"
)
_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="579"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_PART_KINDS: Mapping[str, str] = {
    "word/document.xml": "document.main",
    "word/styles.xml": "styles",
    "word/settings.xml": "settings",
    "word/fontTable.xml": "fontTable",
    "word/header1.xml": "header",
    "word/header2.xml": "header",
    "word/footer1.xml": "footer",
    "word/footer2.xml": "footer",
}
_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in _PART_KINDS.items()
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)


def _rels(targets: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_ROOT_RELS = _rels(
    {
        "word/document.xml": f"{_R}/officeDocument",
        "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
    }
)
_DOCUMENT_RELS = _rels(
    {
        "styles.xml": f"{_R}/styles",
        "settings.xml": f"{_R}/settings",
        "fontTable.xml": f"{_R}/fontTable",
        "header1.xml": f"{_R}/header",
        "header2.xml": f"{_R}/header",
        "footer1.xml": f"{_R}/footer",
        "footer2.xml": f"{_R}/footer",
    }
)
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>度支</dc:creator>'
    "<cp:revision>1</cp:revision></cp:coreProperties>"
)

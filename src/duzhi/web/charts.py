"""Charts on a page: numbered as they are drawn, so that each one can be taken home as .xlsx.

`?chart=2` on a page's own address answers with its second chart as a workbook: no state, and the
same door as the page.
"""

import re

from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from duzhi.documents import api as documents
from duzhi.documents.api import Chart
from duzhi.web.screen import Screen

ASKED = "chart"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure(screen: Screen, chart: Chart, *, heading: bool = True) -> SafeString:
    """A chart with its finding, its numbers as a table and its download."""
    screen.charts.append(chart)
    return format_html(
        '<figure class="chart {}" data-chart data-echarts="{}">{}'
        '<div class="canvas" role="img" aria-label="{}"></div>{}'
        '<div class="under"><details><summary>表</summary>{}</details>'
        '<a href="{}" data-plain>下载 xlsx</a></div></figure>',
        chart.kind,
        static("web/vendor/echarts.min.js"),
        _caption(chart) if heading else "",
        f"{chart.title}（{chart.unit_words}）",
        json_script(documents.chart_payload(chart)),
        _table(chart),
        screen.here(**{ASKED: len(screen.charts)}),
    )


def asked(screen: Screen) -> bool:
    """Whether the address asks for one of the page's charts instead of the page."""
    return ASKED in screen.request.GET


def taken(screen: Screen) -> HttpResponse:
    """The chart that was asked for, as a workbook with its numbers.

    Raises:
        Http404: the page has no such chart.
    """
    text = screen.request.GET[ASKED]
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0  # noqa: PLR2004 no page has a thousand
    if not 0 < number <= len(screen.charts):
        raise Http404
    chart = screen.charts[number - 1]
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", chart.title).strip()[:60] or "图"
    answer = HttpResponse(documents.chart_workbook(chart), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")  # noqa: FBT003 Django's own
    return answer


def _caption(chart: Chart) -> SafeString:
    return format_html(
        '<figcaption class="caption"><h2>{}</h2><span class="note">{}</span></figcaption>',
        chart.title,
        chart.unit_words,
    )


def _table(chart: Chart) -> SafeString:
    table = documents.chart_table(chart)
    head = format_html_join(
        "",
        '<th scope="col" class="{}">{}</th>',
        ((_right(index), column.title) for index, column in enumerate(table.columns)),
    )
    rows = format_html_join("", "<tr>{}</tr>", ((_cells(line),) for line in documents.lines(table)))
    return format_html(
        '<div class="scroll"><table class="data dense"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>{}",
        head,
        rows,
        format_html_join("", '<p class="note">{}</p>', ((note,) for note in table.notes)),
    )


def _cells(line: list[str]) -> SafeString:
    pairs = ((_right(index), text) for index, text in enumerate(line))
    return format_html_join("", '<td class="{}">{}</td>', pairs)


def _right(index: int) -> str:
    return "num" if index else ""

"""Colours and words of charts, once for pages, .docx and .xlsx (readable in grey print)."""

from duzhi.documents.chart import BUDGET, DANGER, HIGH, LAST, LOW, NOW, TARGET

BAR, BEHIND, LAST_BAR, LAST_LINE = "#3f6f9f", "#8fa9c4", "#c3ccd6", "#8a94a3"
BAND, DANGER_LINE, TRACK = "#b8cde2", "#c0392b", "#eaedf1"
START, END = "#a9b3bf", "#0b5394"
INK, MUTED, LINE, PAPER = "#1b2430", "#5f6b79", "#d9dee5", "#ffffff"
FONT = "宋体"
"""A name in the file only: whoever opens it sets the text with a font of his own machine."""
BAR_COLOURS = {NOW: BAR, LAST: LAST_BAR, BUDGET: LINE}
LINE_COLOURS = {
    NOW: END,
    LAST: LAST_LINE,
    BUDGET: MUTED,
    LOW: BAND,
    HIGH: BAND,
    DANGER: DANGER_LINE,
    TARGET: INK,
}

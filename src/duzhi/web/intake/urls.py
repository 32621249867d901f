"""Pages of the intake engine: files in, what became of them, subjects that wait."""

from duzhi.web.intake import files, unclassified, uploads
from duzhi.web.pages import SYSTEM, Page

PAGES = (
    Page("intake.files", "imports/", files.listed, "导入", SYSTEM),
    Page("intake.new", "imports/new/", uploads.new, "导入文件"),
    Page("intake.upload", "imports/upload/<int:number>/", uploads.one, "预检与入账", SYSTEM),
    Page("intake.marked", "imports/upload/<int:number>/marked/", uploads.marked, "标注后的文件"),
    Page("intake.file", "imports/file/<int:number>/", files.one, "导入文件", SYSTEM),
    Page("intake.original", "imports/file/<int:number>/original/", files.original, "原件"),
    Page("intake.row", "imports/file/<int:number>/row/", files.row, "来源行", SYSTEM),
    Page("intake.unclassified", "imports/unclassified/", unclassified.listed, "待归类", SYSTEM),
)
SCREENS = {"intake.file": "intake.file", "intake.upload": "intake.upload"}

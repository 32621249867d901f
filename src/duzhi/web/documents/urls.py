"""Pages of statements and papers: the list, the studio of one, and what is done there."""

from duzhi.web.documents import editing, flowing, papers, studio
from duzhi.web.documents.statements import STATEMENT_PAGES
from duzhi.web.pages import REPORTS, Page

_ONE = "papers/<int:document>/"
_WRITE, _SIGN = "documents.draft", "documents.finalise"

PAPER_PAGES = (
    Page("documents.papers", "papers/", papers.papers, "报告工作台", REPORTS),
    Page("documents.begin", "papers/new/", papers.begin, "起草材料", verb=_WRITE),
    Page("documents.studio", _ONE, studio.studio, "报告工作台", REPORTS),
    Page("documents.versions", f"{_ONE}versions/", studio.versions, "版本比较", REPORTS),
    Page("documents.changed", f"{_ONE}changed/", studio.changed, "定稿后的变化", REPORTS),
    Page("documents.download", f"{_ONE}download/<slug:form>/", studio.download, "下载材料"),
    Page(
        "documents.paragraph",
        f"{_ONE}paragraphs/<slug:name>/",
        editing.paragraph,
        "改一段",
        REPORTS,
        _WRITE,
    ),
    Page("documents.act", f"{_ONE}act/", editing.act, "段落操作", REPORTS, _WRITE),
    Page("documents.send", f"{_ONE}send/", flowing.send, "送阅", REPORTS, _WRITE),
    Page("documents.withdraw", f"{_ONE}withdraw/", flowing.withdraw, "撤回", REPORTS, _WRITE),
    Page("documents.refetch", f"{_ONE}refetch/", flowing.refetch, "重取数据", REPORTS, _WRITE),
    Page("documents.take_up", f"{_ONE}take-up/", flowing.take_up, "转入工作台", REPORTS, _WRITE),
    Page("documents.restate", f"{_ONE}restate/", flowing.restate, "改版", REPORTS, _WRITE),
    Page("documents.return", f"{_ONE}return/", flowing.give_back, "退回修改", REPORTS, _SIGN),
    Page("documents.finalise", f"{_ONE}finalise/", flowing.finalise, "定稿", REPORTS, _SIGN),
)
PAGES = (*STATEMENT_PAGES, *PAPER_PAGES)
SCREENS = {"documents.document": "documents.studio"}

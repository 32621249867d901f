"""Pages of the watch: alerts and their inquiries, rules and their replays."""

from duzhi.watch import api as watch
from duzhi.web.pages import OVERSIGHT, UNIT, Page, View
from duzhi.web.watch import acting, alerts, rules

_ONE = "watch/alerts/<int:number>/"
_RULE = "watch/rules/<slug:code>/"


def _act(name: str, view: View, title: str, verb: str) -> Page:
    """A form of an alert."""
    path = f"{_ONE}{name}/"
    return Page(f"watch.{name}", path, view, title, verb=verb, reach=UNIT)


PAGES = (
    Page("watch.alerts", "watch/", alerts.listed, "疑点和问询", OVERSIGHT, reach=UNIT),
    Page("watch.run", "watch/run/", alerts.run_now, "查看新记录", verb=watch.MAY_JUDGE),
    Page("watch.rules", "watch/rules/", rules.listed, "预警规则", OVERSIGHT),
    Page("watch.rule", _RULE, rules.one, "预警规则"),
    Page("watch.replay", f"{_RULE}replay/", rules.replay, "回放规则"),
    Page("watch.switch", f"{_RULE}switch/", rules.switch, "启停规则", verb=watch.SWITCH),
    Page("watch.alert", _ONE, alerts.one, "疑点", reach=UNIT),
    _act("judge", acting.judge, "认定疑点", watch.MAY_JUDGE),
    _act("send", acting.send, "下发问询单", watch.MAY_JUDGE),
    _act("answer", acting.answer, "答复问询单", watch.MAY_ANSWER),
    _act("review", acting.review, "复核答复", watch.MAY_REVIEW),
    _act("close", acting.close, "销号", watch.MAY_REVIEW),
    Page("watch.paper", "watch/papers/<int:number>/", alerts.paper, "问询附件", reach=UNIT),
)
SCREENS = {
    watch.ALERT_KIND: "watch.alert",
    watch.INQUIRY_KIND: "watch.alert",
    watch.RULE_KIND: "watch.rule",
}

"""PANELS: cards of the morning page that this area offers: progress, to-dos, livelihood, alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from duzhi.areas.reports import queries
from duzhi.areas.reports.rules import alerts as structure
from duzhi.areas.reports.rules import progress as rules
from duzhi.areas.reports.rules.todos import verb
from duzhi.kernel.money import show
from duzhi.kernel.wording import trimmed
from duzhi.office import api as office
from duzhi.web import api as web

Card = Mapping[str, Any]
_TODOS = 5
_WHOLE = {"元": 2, "万元": 0, "亿元": 2}
_LIVELIHOOD = (
    ("窄口径", "payments.livelihood", "payments.livelihood_share", "livelihood_scope_narrow"),
    (
        "宽口径",
        "payments.livelihood_wide",
        "payments.livelihood_wide_share",
        "livelihood_scope_wide",
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A to-do of the strip: when, what to do, about what, from whom."""

    when: str
    late: bool
    verb: str
    title: str
    url: str
    source: str


def lines(screen: web.Screen) -> list[queries.Progress]:
    """The lines of the progress table, read once for title and card."""
    key = ("reports.progress", screen.on, screen.region)
    return web.kept(key, screen.stamp, lambda: queries.progress(screen.evaluator, screen.on))


def warnings(screen: web.Screen) -> list[structure.Alert]:
    """The structural warnings of the page."""
    key = ("reports.alerts", screen.on, screen.region)
    return web.kept(
        key, screen.stamp, lambda: queries.alerts(screen.evaluator, screen.on, screen.region)
    )


def amount(screen: web.Screen, fen: int | None) -> str:
    """An amount of the page, whole in 万元."""
    return "—" if fen is None else show(fen, screen.unit, _WHOLE[screen.unit], thousands=True)


def _progress(screen: web.Screen) -> Card | None:
    rows = lines(screen)
    if all(row.line.amount is None for row in rows):
        return None
    time = queries.time_share(screen.evaluator)
    whole = [row.line for row in rows]
    return {
        "title": rules.heading(whole, time),
        "note": f"{rules.period(screen.on.month)}累计",
        "time": time,
        "mark": trimmed(time * 100, 1),
        "rows": [
            {
                "row": row,
                "amount": amount(screen, row.line.amount),
                "done": "—" if row.line.done is None else rules.percent(row.line.done)[:-1],
                "against": "" if row.line.done is None else rules.against(row.line.done, time),
                "behind": row.verdict.level not in ("", "grey"),
            }
            for row in rows
        ],
        "under": _denominators(rows, time, screen.on.month),
    }


def _denominators(rows: list[queries.Progress], time: Any, month: int) -> str:  # noqa: ANN401 a ratio
    """Which denominator stands under which line, and what the tick is."""
    by_words: dict[str, list[str]] = {}
    for row in rows:
        if words := row.done.denominator.partition(" ")[0]:
            by_words.setdefault(words, []).append(row.line.short)
    said = "；".join(f"{'、'.join(names)}为{words}" for words, names in by_words.items())
    tick = f"竖线为序时进度 {trimmed(time * 100, 2)}%（{month}/12）"
    return f"分母：{said}。{tick}。" if said else f"{tick}。"


def _todos(screen: web.Screen) -> Card | None:
    rows = list(office.todos_of(screen.user, screen.today)[:_TODOS])
    if not rows:
        return None
    waiting = office.waiting(screen.user, screen.today)
    names = people(row.by for row in rows)
    parts = [f"{waiting.total} 项"]
    parts += [f"今日到期 {waiting.today} 项"] if waiting.today else []
    parts += [f"逾期 {waiting.overdue} 项"] if waiting.overdue else []
    return {
        "title": "待办",
        "note": "，".join(parts),
        "tasks": [_task(screen, row, names) for row in rows],
    }


def _task(screen: web.Screen, row: office.Todo, names: Mapping[str, tuple[str, str]]) -> Task:
    who, whose = names.get(row.by, (row.by, ""))
    late = row.due is not None and row.due < screen.today
    return Task(
        when=_when(row.due, screen.today),
        late=late,
        verb=verb(row.title),
        title=row.title,
        url=web.target(screen, row.ref),
        source=f"{whose}　{who}".strip("　"),
    )


def _when(due: date | None, today: date) -> str:
    if due is None:
        return "不限期"
    if due == today:
        return "今日"
    if due == today + timedelta(days=1):
        return "明日"
    said = f"{due.month}月{due.day}日"
    said = said if due.year == today.year else f"{due.year}年{said}"
    return f"{said} 逾期" if due < today else said


def people(usernames: Any) -> dict[str, tuple[str, str]]:  # noqa: ANN401 any iterable of names
    """Name and 股室 of people by their login name; who is not among them stays as written."""
    rows = office.User.objects.filter(username__in=set(usernames))
    return {
        username: (name, whose)
        for username, name, whose in rows.values_list("username", "name", "office")
    }


def _livelihood(screen: web.Screen) -> Card | None:
    narrow = screen.value("payments.livelihood_share")
    if narrow.exact is None:
        return None
    scopes = []
    for name, money, share, law in _LIVELIHOOD:
        value = screen.value(share)
        if value.exact is None:
            continue
        fen = screen.value(money).exact
        rule = queries.law(law, screen.on)
        scopes.append(
            {
                "name": name,
                "code": share,
                "share": value,
                "percent": rules.percent(Fraction(value.exact)),
                "money": money,
                "amount": amount(screen, None if fen is None else int(fen)),
                "classes": "、".join(rule.value),  # type: ignore[arg-type]
                "basis": rule.basis,
                "mark": structure.UNVERIFIED.get(rule.evidence, ""),
            }
        )
    return {
        "title": f"民生支出占一般公共预算支出 {rules.percent(Fraction(narrow.exact))}",
        "note": "两种口径并列，引用时须注明",
        "scopes": scopes,
    }


def _alerts(screen: web.Screen) -> Card | None:
    found = warnings(screen)
    if not found:
        return None
    return {"title": "结构性预警", "note": f"{len(found)} 条", "alerts": found}


PANELS = (
    web.Panel("reports.progress", "收支进度", 8, 10, _progress, "reports/panels/progress.html", 30),
    web.Panel("reports.todos", "待办", 12, 30, _todos, "reports/panels/todos.html", 20),
    web.Panel("reports.alerts", "结构性预警", 4, 70, _alerts, "reports/panels/alerts.html", 70),
    web.Panel(
        *("reports.livelihood", "民生支出占比", 12, 80),
        *(_livelihood, "reports/panels/livelihood.html", 80),
    ),
)

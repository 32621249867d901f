"""Pages of the ledger: lines, one entry, balances, turnover, differences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import Span, month
from duzhi.ledger import api as ledger
from duzhi.web import api as web
from duzhi.web.ledger.asked import accounts, funds, lines_asked, places, selection_asked, span_asked

BY = {
    "": "按账户",
    "subject": "按科目",
    "region": "按区划",
    "fund_type": "按资金性质",
    "level": "按级次",
    "agency": "按单位",
}


EXPLAIN = "payments.import"
"""Who brings facts in also explains where they went beyond a limit."""
COMPARED = (
    ("限额", "导入的事实", "指标、合同、账户的限额"),
    ("恒等式", "校核账与指标", "另一来源或各部分之和"),
    ("收入明细", "税票、退库、缴款书", "国库收入日报"),
    ("总会计", "校核账发生额、余额", "科目余额表"),
)
"""What the list of differences compares: name, left, right."""


def _side(kind: str, title: str) -> web.Column:
    return web.Column(f"{kind}_fen", title, web.MONEY, total=True, show=lambda row: _fen(row, kind))


def _fen(row: ledger.Row, kind: str) -> int | None:
    """One side; nothing on the other, rather than a zero."""
    fen = row.debit_fen if kind == "debit" else row.credit_fen
    return fen or None


ENTRIES = web.List(
    columns=(
        web.Column("on", "业务日期", web.DAY, sort=True),
        web.Column("entry", "分录", web.CODE, lead=lambda row: ("ledger.entry", row.entry)),
        web.Column("event", "事项", web.STATE),
        web.Column("account", "账户", show=lambda row: ledger.account(row.account).name),
        web.Column("subject", "科目", show=lambda row: row.words.get("subject", "")),
        web.Column("agency", "单位", show=lambda row: row.words.get("agency", ""), wide=True),
        web.Column("source", "单据", web.CODE, show=lambda row: _number(row.source), wide=True),
        _side("debit", "借方"),
        _side("credit", "贷方"),
    ),
    filters=(
        web.Choice("account", "账户", accounts),
        web.Search("subject", "科目编码（多个用逗号）", ()),
        web.Choice("place", "区划", places),
        web.Choice("fund", "资金性质", funds),
        web.Search("agency", "单位编码", ()),
        web.Search("event", "事项", ()),
        web.Days("on", "业务日期"),
        web.Amounts("amount", "金额"),
    ),
    order="-on",
    noun="行",
    empty="这段时间没有符合条件的分录；请放宽筛选条件，或核对截至日期",
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A line of the ledger with the names of its classifications."""

    row: ledger.Row
    words: dict[str, str]

    def __getattr__(self, name: str) -> object:
        """Everything else is the line's own."""
        return getattr(self.row, name)


class Book:
    """The lines of a filter as a list shows them: names are looked up for the page at hand."""

    def __init__(self, lines: ledger.Lines) -> None:
        self.lines = lines

    def ordered(self, order: str) -> "Book":
        """The same lines in another order."""
        return Book(self.lines.ordered(order))

    def sums(self) -> dict[str, int]:
        """Both sides."""
        return self.lines.sums()

    def __len__(self) -> int:
        """How many lines."""
        return len(self.lines)

    def __getitem__(self, place: slice) -> list[Worded]:
        """A page of them."""
        return _worded(self.lines[place])

    def __iter__(self) -> Iterator[Worded]:
        """All of them, a chunk at a time."""
        start, size = 0, 2_000
        while found := self[start : start + size]:
            yield from found
            start += len(found)


def entries(screen: web.Screen) -> HttpResponseBase:
    """Lines of the ledger: filtered, counted, summed, exported."""
    asked = lines_asked(screen)
    lines = ledger.Lines(asked)
    totals = lines.totals
    return web.list_page(
        screen,
        ENTRIES,
        Book(lines),
        "ledger/entries.html",
        totals=totals,
        span=asked.span,
        last=asked.span.last,
        named=_named(asked.selection),
    )


def entry(screen: web.Screen, number: int) -> HttpResponseBase:
    """One entry with its lines, its proof, its source and what was done to it."""
    try:
        found = ledger.entry(number)
    except LookupError:
        raise Http404 from None
    for region in sorted({line.key.region for line in found.lines}):
        screen.require("read", region=region)
    year = found.on.year
    lines = [
        (line, ledger.words.words(line.key, account=line.account.code, year=year))
        for line in found.lines
    ]
    shared = set.intersection(*(set(words) for _, words in lines)) if len(lines) > 1 else set()
    ref = Ref.parse(found.source)
    asked = [(ref, line.key) for line in found.lines]
    rows = intake.origins(asked)
    origins: dict[tuple[int, str, int], intake.Origin] = {}
    for one in (row for pair in asked for row in rows.get(pair, ())):
        origins.setdefault((one.file_id, one.sheet, one.row), one)
    return web.render(
        screen,
        "ledger/entry.html",
        entry=found,
        lines=[(line, [one for one in words if one not in shared]) for line, words in lines],
        shared=[one for one in lines[0][1] if one in shared],
        ref=ref,
        origins=list(origins.values())[:20],
        siblings=[one for one in ledger.entries_of(found.source) if one.pk != found.number][:10],
        reversal=found.event.startswith(ledger.REVERSAL),
    )


def balances(screen: web.Screen) -> HttpResponseBase:
    """余额表: what stands on every account at the day's month end, down to a classification."""
    return _turnovers(
        screen, "ledger/balances.html", Span(date(screen.on.year, 1, 1), _end(screen))
    )


def turnover(screen: web.Screen) -> HttpResponseBase:
    """发生额表: opening, debit, credit, closing for months of a year."""
    asked = span_asked(screen)
    span = Span(asked.start.replace(day=1), month(asked.last).end)
    if span.start.year != span.last.year:
        span = Span(date(screen.on.year, 1, 1), _end(screen))
    return _turnovers(screen, "ledger/turnover.html", span)


def _turnovers(screen: web.Screen, template: str, span: Span) -> HttpResponseBase:
    by = screen.request.GET.get("by", "")
    by = by if by in BY else ""
    selection = selection_asked(screen)
    found = ledger.turnovers(selection, span, by=by)
    names = _names_of(by, found, span.last.year)
    table = [(one, names.get((one.account.code, one.code), "")) for one in found]
    return web.render(
        screen,
        template,
        table=table,
        span=span,
        last=span.last,
        ways=list(BY.items()),
        by=by,
        lines=sum(one.lines for one in found),
        debit=sum(one.debit_fen for one in found),
        credit=sum(one.credit_fen for one in found),
        months=[
            (number, date(span.start.year, number, 1), month(date(span.start.year, number, 1)).end)
            for number in range(1, 13)
        ],
        accounts=accounts(screen),
        account=screen.request.GET.get("account", ""),
    )


class Explanation(forms.Form):
    """Why the difference is there, and what is done about it."""

    reason = web.ReasonField()


def differences(screen: web.Screen) -> HttpResponseBase:
    """差异: everything that does not tie, from the ledger, the identities and the areas."""
    handled = screen.request.GET.get("handled") == "1"
    found = web.kept(
        ("differences", screen.on, screen.region, handled),
        screen.stamp,
        lambda: ledger.differences(screen.on, screen.region, handled=handled),
    )
    sorts: dict[str, int] = {}
    for one in found:
        sorts[one.sort] = sorts.get(one.sort, 0) + 1
    chosen = screen.request.GET.get("sort", "")
    shown = [one for one in found if not chosen or one.sort == chosen]
    return web.render(
        screen,
        "ledger/differences.html",
        gaps=shown,
        count=len(found),
        sorts=list(sorts.items()),
        chosen=chosen,
        handled=handled,
        compared=COMPARED,
    )


def difference(screen: web.Screen, number: int) -> HttpResponseBase:
    """Explaining one difference of a limit."""
    found = ledger.differences(screen.on, screen.region, handled=True)
    gap = next((one for one in found if one.number == number), None)
    if gap is None:
        raise Http404

    def act(data: dict[str, str]) -> str:
        screen.require(EXPLAIN)
        ledger.explain_difference(number, note=data["reason"], by=screen.by, at=timezone.now())
        return screen.link("ledger.differences")

    form = Explanation(screen.request.POST or None)
    return web.submit(screen, form, act, "ledger/difference.html", gap=gap)


def _end(screen: web.Screen) -> date:
    return month(screen.on).end


def _worded(rows: Sequence[ledger.Row]) -> list[Worded]:
    keys = ledger.keys({row.key_id for row in rows})
    agencies = ledger.words.names(
        "agency",
        {keys[row.key_id].agency for row in rows},
        account="",
        year=max((row.on.year for row in rows), default=2023),
    )
    found = []
    for row in rows:
        key = keys[row.key_id]
        subject = ledger.words.names(
            "subject", (key.subject,), account=row.account, fund=key.fund_type, year=row.on.year
        ).get(key.subject, "")
        words = {
            "subject": f"{key.subject} {subject}".strip(),
            "agency": agencies.get(key.agency, key.agency),
        }
        found.append(Worded(row, words))
    return found


def _number(source: str) -> str:
    return Ref.parse(source).number


def _named(selection: ledger.Selection) -> list[tuple[str, str]]:
    """What narrows the list besides the filters that are drawn."""
    found = []
    if selection.excluding:
        found.append(("不含科目", "、".join(one for one in selection.excluding if one[:1] != "?")))
    if selection.levels:
        words = ledger.words.names("level", selection.levels, account="", year=2023)
        found.append(("级次", "、".join(words.get(one, one) for one in selection.levels)))
    for name, code in selection.also:
        if name != "agency":
            found.append((ledger.words.LABELS[name], code))
    return found


def _names_of(by: str, found: Sequence[ledger.Turnover], year: int) -> dict[tuple[str, str], str]:
    if not by:
        return {}
    names: dict[tuple[str, str], str] = {}
    for account in {one.account.code for one in found}:
        codes = {one.code for one in found if one.account.code == account}
        known = ledger.words.names(by, codes, account=account, year=year)
        names |= {(account, code): name for code, name in known.items()}
    return names

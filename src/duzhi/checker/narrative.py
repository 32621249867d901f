"""Prose into records: who each number speaks of, and which lists are parts of which whole.

One pass over a line: between two numbers stand the words that say what the second is, and the
marks (。；（） 其中 加上 合计) that open and close lists.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from duzhi.checker import subjects
from duzhi.checker.claim import (
    AHEAD,
    AMOUNT,
    BUDGET,
    CHANGE,
    COMPLETION,
    COUNT,
    DELTA,
    GROWTH,
    LEVEL,
    MULTIPLE,
    PERCENT,
    PRIOR,
    RANK,
    RATE,
    SHARE,
    Claim,
)
from duzhi.checker.periods import Period, period_in
from duzhi.checker.records import (
    ADDING,
    AMONG,
    BRACKETS,
    LIST,
    RESPECTIVE,
    TOTAL,
    Against,
    Group,
    Portion,
    Rate,
    Reading,
    Record,
)
from duzhi.checker.roles import LEVY, OTHER, RATIO, Role, loose, role_of
from duzhi.checker.tokens import Token, tokens

_BALANCED = re.compile(r"\([^()]*\)")
_MARK = re.compile(
    r"[。!?;()]|(?P<among>其中|主要包括|包括|分别是|主要是|主要为|具体为|具体是|具体到|一是(?=[^,;。]{1,30}$))"
    r"|(?P<use>(?<=,)用于(?=[^,;。\d]{2,24}$))"
    r"|(?P<view>分(?!别|布|配|管|解)[^,;。:看]{1,6}?(?:看|来看|情况[是为]|情况如下|[:,])|按[^,;。:]{1,8}(?:划分|分类|分|看)[,:]"
    r"|[^,;。]{0,8}情况如下|(?:^|(?<=[。、)]))(?!其中|包括|主要|一是)[一-龥]{2,6}:"
    r"|(?:^|(?<=[。、)]))[^,;。:]{0,6}(?:收入|支出|资金|总额)中,)"
    r"|(?P<thatis>(?<=,)即(?=[^,;。\d]{2,30}$))"
    r"|(?P<add>加上|另加|再加|,加:)"
)
_TOTAL = re.compile(
    r"(?:合计|总计|共计|总共|累计共|总数|总量)(?:数|额)?(?:为|达|达到|是|:)*$"
)
_SUM_UP = re.compile(
    r"(?:^(?:总收入|总支出)|(?:年末|期末|累计|滚存)(?:滚存)?(?:结余|余额|结存))(?:为|达|达到|是|:)*$"
)
_CUT = re.compile(
    r"同比|环比|比(?=上|去|20|同|年|预|序)|较(?=上|去|20|同|年|预|序)|与(?=上年|去年|20)|同口径|按可比|可比口径|增幅|增速|降幅|减幅|占|"
    r"由$|从$|调增|调减|追加|增长|增收|增加|增支|下降|减少|减收|减支|上升|降低|提高|为(?=[^,]*(?:预算|任务|目标))|完成(?=[^,]*(?:预算|任务|目标))"
)
_DENOMINATOR = re.compile(r"的?(?:比重|比例)?(?:的|为|达到|达)?(?:\d[\d.]*(?:%|倍))")
_LATER = re.compile(r"[^。;]{0,40}?(?:完成|执行|实现|支出|收入|决算)[^。;,]{0,12}(?:\d|\*)")
_STARTS_ANEW = re.compile(r"(?:前\d{1,2}个月|\d{1,2}-\d{1,2}月|上半年|[一二三四]季度|全年|当月|累计)[,份]?")
_CHAIN = re.compile(r"(?:以及|[、,和与及])")


@dataclass(eq=False, slots=True)
class _Frame:
    """An open list: its kind, the whole it belongs to, the parts so far."""

    kind: str
    wholes: list[Record]
    parts: list[Record] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    loose: bool = False
    """Nothing names its whole: it is what was told last."""
    closed: bool = False
    """Its sentence has ended: what follows may still belong to it."""


class Narrator:
    """Reads prose lines into a `Reading`."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.plain.text
        self.period = Period()
        self.line = self.start = 0
        self.base: list[Record] = []
        self.before: list[Record] = []
        """Base records of the last line that had any."""
        self._reset()

    def _reset(self) -> None:
        self.frames: list[_Frame] = []
        self.base: list[Record] = []
        self.current: Record | None = None
        self.row: list[Record] = []
        """Base records of the running sentence."""
        self.row_before: list[Record] = []
        self.ahead: Claim | None = None
        """A budget told before what it is the budget of."""
        self.levy: Claim | None = None
        self.told = ""
        """The role of the last figure."""
        self.owner = ""
        self.budget: tuple[Record | None, Claim] | None = None
        self.denominator: Claim | None = None
        self.chain: list[Record] = []
        self.siblings: list[Record] = []
        """Amounts told one after another with 、 or 和."""
        self.verb: Role | None = None
        self.done: list[_Frame] = []

    # -- a line ---------------------------------------------------------------------------

    def read(
        self, start: int, end: int, number: int, opened: Sequence[Record] = ()
    ) -> list[Record]:
        """Read one line; the records it states outside any list, in order.

        `opened` are what a colon at the end of the line before has opened a list for.
        """
        self.line, self.start = number, start
        self.before = self.base or self.before
        self._reset()
        if opened:
            self.frames.append(_Frame(AMONG, list(opened)))
        self._begin_sentence(start)
        place = start
        row = tokens(self.text, start, end)
        at = 0
        while at < len(row):
            run = self._run(row, at)
            self._number(row[at : at + run], place, end)
            place = row[at + run - 1].end
            at += run
        self._marks(self.text[place:end], place)
        self.reading.sentences[-1] = (self.reading.sentences[-1][0], end)
        while self.frames:
            self._close()
        for frame in self.done:
            self._finish(frame)
        return self.base

    def _run(self, row: Sequence[Token], at: int) -> int:
        """How many numbers stand in one enumeration: 8.1%和91.9%."""
        count = 1
        while (
            at + count < len(row)
            and row[at + count].kind == row[at].kind
            and row[at].kind in (AMOUNT, PERCENT, COUNT)
            and self._chained(row[at].start, row[at + count - 1].end, row[at + count].start)
        ):
            count += 1
        return count

    def _chained(self, first: int, end: int, start: int) -> bool:
        if self.text[end:start] == ",":
            return bool(_EACH.search(self.text, max(first - 8, 0), first))
        return bool(_CHAIN.fullmatch(self.text, end, start))

    def _begin_sentence(self, at: int) -> None:
        if self.reading.sentences:
            start, _ = self.reading.sentences[-1]
            self.reading.sentences[-1] = (start, max(at, start))
        self.reading.sentences.append((at, at))
        self.row_before, self.row = self.row or self.row_before, []
        self.verb = None

    # -- what stands between two numbers ------------------------------------------------------

    def _marks(self, gap: str, at: int) -> str:
        """Follow the marks of a gap; the clause that leads to the next number."""
        tail = re.split(r"[。!?]", gap)
        fresh = len(tail) > 1 or at == self.start
        self.period = period_in(tail[-1], self.period, fresh=fresh)
        flat = _BALANCED.sub("", gap)
        bracket = ""
        last = 0
        for found in _MARK.finditer(flat):
            mark = found[0]
            if mark in "。!?":
                self._sentence_ends()
                self._begin_sentence(at + _original(gap, flat, found.end()))
                bracket, last = "", found.end()
            elif mark == ";":
                self._segment_ends()
                if _STARTS_ANEW.match(flat, found.end()):
                    self._close_lists()
                bracket, last = "", found.end()
            elif mark == "(":
                bracket = self._open_bracket(flat[last : found.start()])
                last = found.end()
            elif mark == ")":
                self._close_bracket()
                bracket, last = "", found.end()
            else:
                self._open_list(found)
        return (bracket + flat[last:]) if bracket else flat[last:]

    def _sentence_ends(self) -> None:
        for frame in self.frames:
            if frame.kind != BRACKETS:
                frame.closed = True
                frame.breaks.append(len(frame.parts))
        self.frames = [one for one in self.frames if one.kind != ADDING or one.parts[1:]]
        amounts = [one for one in self.base[-3:] if one.main is None or one.main.kind == AMOUNT]
        self.current = amounts[-1] if amounts else None if self.base else self.current
        self.owner = ""
        self.chain = []
        self.verb = None
        self.budget = None

    def _segment_ends(self) -> None:
        if self.frames:
            self.frames[-1].cuts.append(len(self.frames[-1].parts))
        among = [one for one in self.frames if one.kind in (AMONG, LIST)]
        if len(among) > 1:
            self._close()
        self.chain = []
        self.budget = None

    def _open_bracket(self, before: str) -> str:
        """The words before a bracket that names an amount: 中央财政衔接资金(5273万元)."""
        named = subjects.cleaned(_last_clause(before))
        whole = [] if named or self.current is None else self._columns(self.current)
        self.frames.append(_Frame(BRACKETS, whole))
        return before if named else ""

    def _close_bracket(self) -> None:
        while self.frames:
            frame = self.frames[-1]
            self._close()
            if frame.kind == BRACKETS:
                if frame.wholes:
                    self.current = frame.wholes[0]
                return

    def _open_list(self, found: re.Match[str]) -> None:
        if found["add"]:
            if self.base:
                self._close_lists()
                self.frames.append(_Frame(ADDING, [], [self.base[-1]]))
            return
        loose = False
        if found["view"]:
            self._close_lists()
            whole, loose = self._viewed(found)
        elif found[0] == "一是":
            whole = (self.row_before or self.before)[:1] if self.current is None else []
            loose = True
        else:
            whole = [self.current] if self.current else []
        if not whole or whole[0] is None:
            return
        if self.frames and self.frames[-1].kind == BRACKETS and not self.frames[-1].parts:
            return
        while self.frames and self.frames[-1].closed and self.frames[-1].kind != BRACKETS:
            self._close()
        self.frames.append(_Frame(AMONG, self._columns(whole[0]), loose=loose))

    def _viewed(self, found: re.Match[str]) -> tuple[list[Record], bool]:
        """What 按部门分 splits: what the words before it name, or what was told last."""
        own = found[0][:-2] if found[0].endswith("中,") else found[0].split("按")[0]
        words = found.string[: found.start()] + own * (own != found[0])
        name = subjects.cleaned(_last_clause(words))
        if len(name) > 1 and (name not in _NOBODY or own == found[0][:-2]):
            for one in reversed(self.reading.records[-60:]):
                if LEVEL in one.fields and _named_so(name, one):
                    return [one], False
        return (self.base or self.before)[-1:], not self.base

    def _columns(self, current: Record) -> list[Record]:
        """A record with the others told in the same breath: 资产33.5、负债9.9、净资产23.6."""
        row = next((one for one in (self.row, self.row_before, self.before) if current in one), [])
        if not row:
            return [current]
        return [current, *(one for one in row if one is not current)]

    def _close_lists(self) -> None:
        while self.frames and self.frames[-1].kind != BRACKETS:
            self._close()

    def _close(self) -> None:
        self.done.append(self.frames.pop())

    def _finish(self, frame: _Frame) -> None:
        if frame.kind == ADDING or not frame.wholes or not frame.parts:
            return
        columns = by_column(frame.wholes, frame.parts)
        for whole, parts in columns:
            inside = [sum(one in frame.parts[:end] for one in parts) for end in frame.breaks]
            ends = [one for one in dict.fromkeys([*inside, len(parts)]) if one > 1]
            group = Group(frame.kind, [whole], parts, ends, loose=frame.loose)
            self.reading.groups.append(group)
        if not columns:
            ends = [one for one in dict.fromkeys([*frame.breaks, len(frame.parts)]) if one]
            group = Group(
                frame.kind, frame.wholes, frame.parts, ends, frame.cuts, loose=frame.loose
            )
            self.reading.groups.append(group)

    # -- a number ---------------------------------------------------------------------------------

    def _number(self, run: Sequence[Token], place: int, end: int) -> None:
        first = run[0]
        gap = self.text[place : first.start]
        clause = self._marks(gap, place)
        near = _last_clause(clause)
        after = self.text[run[-1].end : min(run[-1].end + 50, end)]
        role = self._role(first, near, after, joined=clause.strip("的") == "")
        if len(run) > 1 and (self._respective(run, near, role) or self._spread(run, near, role)):
            return
        for token in run:
            behind = self.text[token.end : min(token.end + 50, end)]
            part = role if token is first else self._role(token, near, behind, joined=False)
            self._take(token, part, near if token is first else "", clause)

    def _role(self, token: Token, near: str, after: str, *, joined: bool) -> Role:
        """The role, by the words and by what it follows at once."""
        if token.kind == MULTIPLE and joined and self.denominator is not None:
            return Role("multiple")
        if token.kind == PERCENT and joined:
            if self.budget is not None:
                return Role(COMPLETION, 1, "budget")
            if self.denominator is not None:
                return Role(SHARE, 1, "denominator")
        if token.kind == COUNT and not token.number[-1:].isdigit() and token.value is not None:
            return Role(OTHER)
        role = role_of(token.kind, near, after)
        if role.name == DELTA and self.budget is not None and _only_verb(near):
            return Role(OTHER, role.sign, "budget")
        if token.kind != AMOUNT or loose(near, after):
            return Role(OTHER) if token.kind == AMOUNT and loose(near, after) else role
        if (
            role.name == LEVEL
            and re.match(r"(?:为|占|是|相当于)", near)
            and _DENOMINATOR.match(after)
        ):
            return Role("denominator", 1, near)
        if role.name == LEVEL and _is_budget(near) and self._budget_of_row(after):
            return Role(BUDGET, 1, near)
        if (
            role.name == LEVEL
            and self.verb is not None
            and near.strip("、,和及与")
            and not self.row
        ):
            return role
        return role

    def _budget_of_row(self, after: str) -> bool:
        now = len(self.reading.sentences) - 1
        same = self.current is not None and self.current.sentence == now
        return bool(_LATER.match(after)) or same

    def _take(self, token: Token, role: Role, near: str, clause: str) -> None:
        """Put one number where it belongs."""
        if role.name in (LEVEL, DELTA) and (role.name == LEVEL or role.leading):
            self._level(token, role, near, clause)
        elif role.name == BUDGET:
            target = self._budgeted(near) or self._target(near, role)
            claim = self._claim(token, role, target)
            self.budget = (target, claim)
            if re.match(r"与", near):
                self.ahead = claim
            elif target is not None:
                target.fields.setdefault(BUDGET, claim)
        elif role.name == "denominator":
            self.denominator = self._claim(token, Role(OTHER), self.current)
        elif role.name == LEVY:
            claim = self._claim(token, Role(SHARE), self.current)
            self.levy = replace(claim, half=Fraction(0))
        else:
            self._attribute(token, role, near)
        if role.name != BUDGET:
            self.budget = None
        self.told = role.name
        if role.name != "denominator":
            self.denominator = None

    def _level(self, token: Token, role: Role, near: str, clause: str) -> None:
        listed = bool(re.match(r"[、,和及与]*以?及?", near)) and near[:1] in "、和及与"
        if self.verb is not None and listed and role.name == LEVEL:
            role = Role(DELTA, self.verb.sign, near, leading=True)
        self.verb = role if role.leading or (listed and self.verb) else None
        words = _verbless(near) if role.leading else near
        subject = subjects.cleaned(words) or subjects.cleaned(_clause_before(clause))
        adding = any(one.kind == ADDING for one in self.frames)
        total = bool(_TOTAL.search(near)) or (adding and bool(_SUM_UP.search(near)))
        record = self._place(subject)
        record.fields.setdefault(role.name, self._claim(token, role, record))
        record.total = total
        record.closing = bool(_STOCK.search(near))
        if self.ahead is not None:
            record.fields.setdefault(BUDGET, self.ahead)
            self.ahead = None
        if self.levy is not None:
            record.shares.append(Portion(self.levy, "", soft=True))
            self.levy = None
        self.siblings = [*self.siblings, record] if listed else [record]
        self._file(record, total=total)

    def _place(self, subject: str) -> Record:
        """A new record, or the one that was begun without an amount."""
        current = self.current
        if current is not None and not subject and current.main is None:
            return current
        if current is not None and current.main is None and subject and current.subject == subject:
            return current
        name = subject or (current.subject if current else "")
        scope = subjects.split(name)[0]
        if scope:
            self.owner = scope
        owner = scope or self.owner
        if not owner and self.frames and self.frames[-1].wholes:
            owner = self.frames[-1].wholes[0].scope
        record = Record(
            name,
            self.line,
            len(self.reading.sentences) - 1,
            len(self.reading.records),
            owner,
            self.period.months,
            self.period.year,
            monthly=self.period.monthly,
        )
        self.reading.records.append(record)
        return record

    def _file(self, record: Record, *, total: bool) -> None:
        """Into the open list, or as a subject of its own; a 合计 closes what stands before it."""
        adding = next((one for one in reversed(self.frames) if one.kind == ADDING), None)
        inside = self.frames[-1] if self.frames else None
        if total and adding is not None and len(adding.parts) > 1:
            while self.frames and self.frames[-1] is not adding:
                self._close()
            self.frames.pop()
            parts = self._based(adding.parts, record)
            self.reading.groups.append(Group(ADDING, [record], parts, [len(parts)], complete=True))
            inside = self.frames[-1] if self.frames else None
        elif total and (inside is None or inside.closed) and self.row:
            self._total(record)
        elif inside is not None and record not in inside.parts and record not in inside.wholes:
            if _opposite(inside, record):
                self._close_lists()
                inside = self.frames[-1] if self.frames else None
            else:
                inside.parts.append(record)
        if inside is None or inside.closed or inside.kind == ADDING:
            if inside is not None and inside.kind == BRACKETS:
                pass
            elif inside is None or inside.closed:
                if record not in self.base:
                    self.base.append(record)
                if record not in self.row:
                    self.row.append(record)
        elif inside.kind == BRACKETS and not inside.wholes:
            self.base.append(record)
            self.row.append(record)
            inside.wholes.append(record)
            inside.parts.remove(record)
        self.current = record

    def _based(self, parts: list[Record], total: Record) -> list[Record]:
        """收入总量 begins with what was told last of 收入, 支出总量 of 支出."""
        way = next((one for one in ("收入", "支出") if one in total.subject), "")
        if not way or way in parts[0].subject:
            return parts
        told = [one for one in (*self.before, *self.base) if way in one.subject]
        told = [one for one in told if one not in parts and one is not total]
        return [told[-1], *parts[1:]] if told else parts

    def _total(self, record: Record) -> None:
        """共计 behind its parts, in the sentence or with the subject the line began with."""
        parts = [one for one in self.row if one is not record]
        if len(parts) > 1:
            self.reading.groups.append(Group(TOTAL, [record], parts, [len(parts)]))
        elif parts and self.base and self.base[0] not in parts:
            self.reading.groups.append(Group(TOTAL, [record], [self.base[0], *parts], [2]))

    def _attribute(self, token: Token, role: Role, near: str) -> None:
        """A number that says something about a record."""
        target = self._target(near, role) if role.of != "budget" or self.budget is None else None
        if role.of == "budget" and self.budget is not None:
            target = self.budget[0]
        if target is None and role.name in (COMPLETION, GROWTH, AHEAD):
            target = self._place("")
        claim = self._claim(token, role, target)
        if target is None:
            return
        if role.name == COMPLETION:
            budget = self.budget[1] if self.budget is not None and role.of == "budget" else None
            target.against.append(Against(budget, claim, role.of if role.of != "budget" else near))
        elif role.name == SHARE:
            delta = bool(re.search(r"增收额|增量|增加额|增长额|减收额", near))
            target.shares.append(Portion(claim, role.of, self.denominator, delta))
        elif role.name == RATE:
            target.rates.append(Rate(claim, role.of))
        elif role.name == AHEAD:
            target.ahead.append(claim)
        elif role.name == CHANGE:
            target.changes.append(claim)
            if "占" in near:
                target.shares_of = _CHANGED.sub("", near.split("占", 1)[1])
        elif role.name == OTHER and role.of == "budget":
            target.over_budget = claim
            target.over_sure = bool(_budget_near(near)) or self.told in (BUDGET, LEVEL)
        elif role.name == "multiple":
            target.multiples.append((claim, self.denominator))
        elif role.name in (GROWTH, DELTA, PRIOR):
            if role.name == GROWTH and GROWTH in target.fields:
                target.other_growths.append(claim)
            elif role.name in (DELTA, PRIOR) and re.search(r"调增|调减|追加|由$|从$", near):
                target.adjusted = True
            elif _ADJUSTED.search(near):
                target.adjusted = role.name == GROWTH and not target.comparable
                target.comparable = True
            target.fields.setdefault(role.name, claim)
        self.current = target

    def _target(self, near: str, role: Role) -> Record | None:
        """Whom the words before an attribute name; the current record when they name nobody."""
        cut = _CUT.search(near)
        words = near[: cut.start()] if cut else ""
        subject = re.sub(r"(?:增收额|增量|增加额|增长额|减收额)$", "", subjects.cleaned(words))
        if role.name == DELTA and self.current is None and subject:
            return self._begun(subject)
        if role.name == PRIOR and _OTHER_YEAR.match(near) and subject:
            return self._aside(subject)
        if len(subject) < 2 or subject in _NOBODY or _ADJUSTED.search(subject):
            return self.current
        if self.current is not None and subjects.same(subject, self.current.subject):
            return self.current
        if found := self._named(subject):
            self._enter(found)
            return found
        if role.name == SHARE:
            return self._aside(subject)
        again = role.name == DELTA and self.current is not None and DELTA in self.current.fields
        if not again and not _nominal(subject, role):
            return self.current
        return self._begun(subject)

    def _budgeted(self, near: str) -> Record | None:
        """收入预算数676.34亿元,决算数589.67亿元: the subject is told with its budget."""
        found = _BUDGET_TAIL.search(near)
        subject = subjects.cleaned(near[: found.start()]) if found else ""
        if len(subject) < 2 or not re.search(r"收入|支出|资金|基金|经费|费$", subject):
            return None
        if self.current is not None and subjects.same(subject, self.current.subject):
            return self.current
        return self._begun(subject)

    def _aside(self, subject: str) -> Record:
        """A subject that something is said of, outside the running list."""
        current, self.current = self.current, None
        record = self._place(subject)
        self.current = current
        return record

    def _begun(self, subject: str) -> Record:
        """A subject of which no amount has been told yet."""
        record = self._place(subject)
        if self.frames and not self.frames[-1].closed:
            self._enter(record)
        else:
            self._file(record, total=False)
        return record

    def _enter(self, record: Record) -> None:
        """Into the open list."""
        inside = self.frames[-1] if self.frames else None
        if inside is None or inside.kind == ADDING or record in inside.wholes:
            return
        if record not in inside.parts:
            inside.parts.append(record)

    def _named(self, subject: str) -> Record | None:
        """A record of this line by its name."""
        for one in reversed(self.reading.records[-80:]):
            if one.line != self.line:
                break
            if subjects.same(subject, one.subject):
                return one
        return None

    # -- 分别为 ----------------------------------------------------------------------------------

    def _respective(self, run: Sequence[Token], near: str, role: Role) -> bool:
        """A、B、C分别为x、y和z: a record for each name."""
        if not _EACH.search(near) or role.name not in (LEVEL, SHARE, GROWTH, DELTA):
            return False
        head = _EACH.split(near, maxsplit=1)[0]
        if role.name in (SHARE, GROWTH, DELTA) and len(self.chain) == len(run):
            return False
        head = _CUT.split(head, maxsplit=1)[0] if role.name != LEVEL else head
        names = [one for one in re.split(r"[、,和与及]|以及", head) if one.strip()]
        if len(names) != len(run):
            return False
        made = []
        for name, token in zip(names, run, strict=True):
            known = self._named(subjects.cleaned(name)) if role.name != LEVEL else None
            record = known or self._place(subjects.cleaned(name) or name)
            self._hold(record, token, role, near)
            made.append(record)
            if role.name == LEVEL:
                self._file(record, total=False)
        self.chain = made
        self.reading.groups.append(Group(RESPECTIVE, [], made, [len(made)]))
        return True

    def _spread(self, run: Sequence[Token], near: str, role: Role) -> bool:
        """…,占全部的8.1%和91.9%: one for each record of the enumeration before."""
        chain = self.chain
        if len(chain) != len(run) and _EACH.search(near):
            chain = self.siblings if len(self.siblings) == len(run) else chain
        if _EACH.search(near) and len(chain) != len(run) and role.name == SHARE:
            for token in run:
                self._claim(token, Role(OTHER), self.current)
            return True
        if len(chain) != len(run) or role.name not in (SHARE, GROWTH, DELTA, COMPLETION):
            return False
        for record, token in zip(chain, run, strict=True):
            self._hold(record, token, role, near)
        return True

    def _hold(self, record: Record, token: Token, role: Role, near: str) -> None:
        claim = self._claim(token, role, record)
        if role.name == SHARE:
            record.shares.append(Portion(claim, role.of))
        elif role.name == COMPLETION:
            record.against.append(Against(None, claim, role.of))
        else:
            record.fields.setdefault(role.name, claim)

    # -- claims -------------------------------------------------------------------------------------

    def _claim(self, token: Token, role: Role, record: Record | None) -> Claim:
        plain, value = self.reading.plain, token.value
        if value is not None and role.sign < 0 and value > 0:
            value = -value
        start, end = plain.at(token.start), plain.end(token.end)
        claim = Claim(
            f"c{len(self.reading.claims) + 1}",
            self.reading.text[start:end],
            start,
            end,
            token.kind,
            token.number,
            token.unit,
            value,
            token.half,
            "" if role.name in (OTHER, RATIO) else role.name,
            record.subject if record else "",
            str(self.period),
            record.scope if record else "",
        )
        self.reading.claims.append(claim)
        return claim


_OTHER_YEAR = re.compile(r"(?:20|19)\d\d年")
_STOCK = re.compile(r"(?:年末|年底|期末|月末|累计|滚存)[^,]{0,6}(?:结余|余额|结存)")
_EACH = re.compile(r"分别|依次")
_ADJUSTED = re.compile(r"同口径|可比|剔除|扣除|还原")
_CHANGED = re.compile(r"(?:的?(?:比重|比例|比)?)(?:同比|较|比).*$")
def _budget_near(near: str) -> bool:
    return "预算" in near


def _only_verb(near: str) -> bool:
    """Only a verb stands between a budget and what was had more or less than it."""
    return bool(re.fullmatch(r"(?:相比)?(?:减少|增加|节约|下降|减|增|结余|超支|超)(?:了)?", near))


_NOBODY = frozenset(
    "总额 总量 规模 增幅 增速 降幅 全市 全县 全区 全省 全国 本级 自然口径 收入 支出 比重 平均 其 同期 总体 实际 比例 决算数 预算数 名义".split()
)


_CLAUSE = re.compile(r"因|受|由于|影响|原因|政策|推动|带动|加大|通过|以来|较快|方面")


def _opposite(frame: _Frame, record: Record) -> bool:
    """支出总计 behind a list of 收入 begins something else."""
    if frame.kind != AMONG or not frame.parts or not frame.wholes:
        return False
    whole = frame.wholes[0].subject
    way = "收入" if "收入" in whole and "支出" not in whole else "支出"
    other = "支出" if way == "收入" else "收入"
    return way in whole and bool(re.search(rf"^(?:.{{0,8}}预算)?{other}$", record.key))


def _named_so(name: str, record: Record) -> bool:
    """地方收入 for 地方一般公共预算收入."""
    place, word = subjects.split(name)
    other, subject = subjects.split(record.subject)
    return place == other and (subject == word or subject.endswith(word))


def _nominal(subject: str, role: Role) -> bool:
    """Looks like a thing, not like a clause."""
    if _CLAUSE.search(subject) or not re.search(r"[一-龥]{2}", subject) or len(subject) > 24:
        return False
    return role.name == DELTA or bool(
        re.search(
            r"(?:收入|支出|税|税收|非税|费|资金|基金|债券|债务|余额|限额|补助|资产|负债|预算|经费|额|本级|公司|局|部门|项目|贷款|存款|结余|比重|占比|库款|投资)$",
            subject,
        )
    )


_FAMILIES = (
    ("送审", re.compile(r"送审|评审|报审|申报|审核")),
    ("审定", re.compile(r"审定|审后|核定")),
    ("审减", re.compile(r"审减|核减")),
    ("节约", re.compile(r"节约|节支|节省")),
    ("实际", re.compile(r"实际|成交|中标|合同")),
    ("计划", re.compile(r"计划|预算金额|采购预算|控制价")),
)


def by_column(
    wholes: Sequence[Record], parts: Sequence[Record]
) -> list[tuple[Record, list[Record]]]:
    """Rows of several figures: each figure of the whole with its like in the parts."""
    if len(wholes) < 2 or len(parts) < 2 * 2:
        return []
    found = [(whole, [one for one in parts if _alike(whole, one, wholes)]) for whole in wholes]
    good = [(whole, chosen) for whole, chosen in found if len(chosen) > 1]
    return good if len(good) > 1 and sum(len(one) for _, one in good) <= len(parts) else []


def _alike(whole: Record, part: Record, wholes: Sequence[Record]) -> bool:
    one, other = whole.main, part.main
    if one is None or other is None or one.kind != other.kind:
        return False
    if one.kind == COUNT:
        return one.unit == other.unit
    family = _family(whole.subject)
    if family:
        return _family(part.subject) == family
    common = subjects.tail(whole.subject, part.subject)
    best = max(subjects.tail(one.subject, part.subject) for one in wholes)
    return common >= 2 and common == best


def _family(subject: str) -> str:
    return next((name for name, pattern in _FAMILIES if pattern.search(subject)), "")


_BUDGET_NAMED = re.compile(
    r"(?:(?:年初|年度|全年|调整后?|人大|变动|本年|收入|支出)的?(?:目标)?|^)(?:预算|任务|目标|计划)(?:安排)?(?:数|额|任务)?(?:为|是|:)?$"
)


_BUDGET_TAIL = re.compile(
    r"(?:年初|年度|全年|调整后?|人大|变动|本年)?(?:预算|任务|目标|计划)(?:安排)?(?:数|额|任务)?(?:为|是|:)?$"
)


def _is_budget(near: str) -> bool:
    return bool(_BUDGET_NAMED.search(near))


def _last_clause(words: str) -> str:
    return re.split(r"[,;:。!?]", words)[-1]


def _clause_before(words: str) -> str:
    """The clause before the last; its subject is that of a clause with none."""
    pieces = [one for one in re.split(r"[,;:。!?]", words) if one.strip()]
    return pieces[-2] if len(pieces) > 1 and len(pieces[-2]) <= 40 else ""


def _verbless(near: str) -> str:
    return re.sub(
        r"^(.*?)(?:调增|调减|追加|增加|新增|增收|减少|核减|压减|减收)", r"\1", near, count=1
    )


def _original(gap: str, flat: str, place: int) -> int:
    """Offset in a gap of an offset in it without its brackets."""
    if len(gap) == len(flat):
        return place
    removed = sum(len(found[0]) for found in _BALANCED.finditer(gap) if found.start() < place)
    return min(place + removed, len(gap))


__all__ = ["RANK", "RESPECTIVE", "Narrator"]

"""A received file as its page shows it: steps, strip, preview, opinions, what is mended."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.money import show
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web.intake import people, window
from duzhi.web.intake.window import Window
from duzhi.web.screen import Screen
from duzhi.web.templatetags.duzhi import Step

COLOURS = {"退回": "red", "待归类": "yellow", "提示": "blue"}
STATE_COLOURS = {
    intake.READY: "good",
    intake.RETURNED: "red",
    intake.FAILED: "red",
    intake.TAKEN: "good",
    intake.GIVEN_UP: "grey",
}
_BASES = {"net": "净额", "gross": "总额"}
_KIB, _MIB = 1 << 10, 1 << 20


class Said(NamedTuple):
    """An opinion with the colour of its group."""

    colour: str
    one: Mapping[str, Any]
    done: bool = False


class Pace(NamedTuple):
    """How far a job is."""

    done: int
    total: int
    share: int
    """Per cent."""
    note: str


class Line:
    """A waiting file in a list."""

    def __init__(self, screen: Screen, row: intake.Upload) -> None:
        self.row = row
        self.state = intake.upload_state(row)
        self.colour = STATE_COLOURS.get(self.state, "blue")
        self.url = screen.link("intake.upload", row.pk)
        self.layout = (row.preview or {}).get("layout_title", "")


class Look:
    """Everything the page of one upload says."""

    def __init__(self, screen: Screen, row: intake.Upload) -> None:
        self.screen, self.row = screen, row
        self.state = intake.upload_state(row)
        self.colour = STATE_COLOURS.get(self.state, "blue")
        self.seen: Mapping[str, Any] = row.preview or {}
        self.result: Mapping[str, Any] = row.result or {}

    @property
    def busy(self) -> bool:
        """Whether a job is at work."""
        return self.state in intake.BUSY

    @property
    def title(self) -> str:
        """The answer in one sentence."""
        if self.state == intake.CHECKING:
            return f"正在预检 {self.row.name}"
        if self.state == intake.IMPORTING:
            return f"正在入账 {self.row.name}，可以离开本页"
        if self.state == intake.TAKEN and self.result.get("outcome"):
            return f"{self.row.name} 已入账 {self.result['rows']:,} 行，{self.reconciled}"
        return self.row.sentence or f"{self.row.name} 已收到，还没有预检"

    @property
    def context(self) -> str:
        """How many rows of which kind."""
        seen = self.seen
        if self.state == intake.TAKEN:
            return self.row.sentence
        if not seen.get("layout"):
            return "没有认出格式，可以换一种格式或补充说明后再预检" if seen else ""
        skipped = sum(count for _, count in seen["dropped"])
        rows = seen["rows"] + seen["faulty"]
        left = f"、{skipped} 行不入账" if skipped else ""
        fine = f"；明细中 {seen['rows']} 行无问题" if seen["faulty"] else ""
        return f"认出是 {seen['layout_title']}，{rows} 行明细{left}{fine}。"

    @property
    def steps(self) -> tuple[Step, ...]:
        """选文件 → 识别 → 预检 → 入账 → 核对."""
        row, seen = self.row, self.seen
        known = bool(seen.get("layout"))
        name = f"{seen['layout_title']}　{seen['seconds']} 秒" if known else "没有认出"
        return (
            Step("选文件", f"{people.name(row.by)}　{_moment(row.at)}", "done"),
            Step("识别", name if seen else "等待", "done" if known else "fault" if seen else "now"),
            self._check_step(),
            self._import_step(),
            self._last_step(),
        )

    @property
    def size(self) -> str:
        """Bytes for people."""
        size = self.row.size
        return f"{size / _MIB:.1f} MB" if size >= _MIB else f"{max(size // _KIB, 1)} KB"

    @property
    def about(self) -> str:
        """Size, sheet, extent, digest."""
        parts = [self.size]
        read = [sheet for sheet in self.seen.get("sheets", ()) if not sheet["skipped"]]
        if read:
            first = read[0]
            name = f"工作表“{first['name']}”" if first["name"] else "文本表"
            more = f"等 {len(read)} 张" if len(read) > 1 else ""
            parts.append(f"{name}{more}　{first['total']} 行 × {len(first['columns'])} 列")
        digest = f"指纹 {self.row.sha256[:4]}…{self.row.sha256[-4:]}"
        known = self.seen.get("same_as")
        parts.append(f"{digest}，{'已导入过' if known else '未曾导入'}")
        return "　".join(parts)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What it was recognised as; of the sheet that was read."""
        seen = self.seen
        if not seen.get("layout"):
            return []
        read = [sheet for sheet in seen["sheets"] if not sheet["skipped"]]
        matched = f"{read[0]['matched']}／{read[0]['expected']}" if read else "—"
        unit = "，".join(filter(None, (seen["unit"], _BASES.get(seen["basis"], ""))))
        region = registry.region_name(seen["region"]) if seen["region"] else "—"
        replaces = [one["name"] for one in seen["replaces"]]
        what = f"{len(replaces)} 份文件" if len(replaces) > 1 else "".join(replaces) or "无"
        return [
            ("识别为", seen["layout_title"]),
            ("列名对上", matched),
            ("区划", region),
            ("期间", seen["period"] or (f"{seen['year']} 年" if seen["year"] else "—")),
            ("金额单位", unit or "—"),
            ("将替换", what),
        ]

    @property
    def effect(self) -> str:
        """What the rehearsal did."""
        done = self.seen.get("effect")
        if not done:
            return ""
        total = show(done["total_fen"], self.screen.unit, thousands=True)
        return (
            f"入账后：新增 {done['added']:,}，变更 {done['changed']:,}，"
            f"撤回 {done['withdrawn']:,}，未变 {done['same']:,}；合计 {total} {self.screen.unit}"
        )

    @cached_property
    def sheets(self) -> tuple[Window, ...]:
        """The windows of the sheets that were read."""
        asked = self.screen.request.GET
        return tuple(
            window.of(sheet, everything=asked.get("columns") == "all", faults="faults" in asked)
            for sheet in self.seen.get("sheets", ())
            if not sheet["skipped"]
        )

    @property
    def skipped(self) -> list[str]:
        """Sheets that were not read, with the reason."""
        return [
            f"{sheet['name'] or '文本'}：{sheet['skipped']}"
            for sheet in self.seen.get("sheets", ())
            if sheet["skipped"]
        ]

    @property
    def opinions(self) -> list[Said]:
        """退回 first."""
        own = self.seen.get("opinions", ())
        if self.state == intake.TAKEN and self.result:
            own = self.result["opinions"]
        return [Said(COLOURS[one["group"]], one) for one in own]

    @property
    def counted(self) -> str:
        """5 条预检意见：退回 3，待归类 1，提示 1."""
        groups = [said.one["group"] for said in self.opinions]
        if not groups:
            return "没有预检意见"
        parts = "，".join(f"{name} {groups.count(name)}" for name in COLOURS if name in groups)
        return f"{len(groups)} 条预检意见：{parts}"

    @property
    def letter(self) -> str:
        """The faults as text for whoever made the file."""
        faults = [said.one for said in self.opinions if said.one["group"] == "退回"]
        lines = [f"{self.row.name} 有 {len(faults)} 处需要改正："]
        lines += [_item(no, one) for no, one in enumerate(faults, 1)]
        return "\n".join(lines)

    @cached_property
    def mended(self) -> list[Said]:
        """The faults of the file this one corrects, ticked off where they are gone."""
        previous = self.row.previous
        if previous is None or not previous.preview or not self.seen:
            return []
        pairs = intake.mended(previous.preview["opinions"], self.seen["opinions"])
        return [Said("good" if done else "red", one, done) for one, done in pairs]

    @property
    def mended_title(self) -> str:
        """How many of the earlier faults are gone."""
        done = sum(said.done for said in self.mended)
        left = len(self.mended) - done
        return f"上次退回的 {len(self.mended)} 处：已改 {done}，" + (
            f"还有 {left}" if left else "全部改好"
        )

    @property
    def can_bring_in(self) -> bool:
        """Whether nothing is left to be corrected and the reader may."""
        return self.state in {intake.READY, intake.FAILED} and self.seen.get("status") == "imported"

    @property
    def why_not(self) -> str:
        """Why 入账 cannot be pressed."""
        if self.state == intake.RETURNED:
            return f"还有 {self.seen.get('errors', '')} 处须退回，改好重传后才能入账"
        return {
            intake.TAKEN: "已经入账",
            intake.GIVEN_UP: "已经放弃",
            intake.RECEIVED: "先预检",
        }.get(self.state, "请等待")

    @property
    def can_declare(self) -> bool:
        """Whether the file may still be read in another way."""
        return self.state in {intake.RECEIVED, intake.READY, intake.RETURNED, intake.FAILED}

    @property
    def likeness(self) -> Sequence[Mapping[str, Any]]:
        """Layouts that fit best."""
        found: Sequence[Mapping[str, Any]] = self.seen.get("likeness", ())
        return found

    @property
    def reconciled(self) -> str:
        """What was booked held against the sum of the file's own rows."""
        done = self.result.get("outcome")
        if self.state != intake.TAKEN:
            return ""
        if not done:
            return "与已入账的文件相同"
        booked, own = done["total_fen"], self.seen.get("total_fen", 0)
        if not booked:
            return "全部入账"
        words = show(booked, "元", thousands=True)
        if booked == own:
            return f"合计 {words} 元，与文件明细之和相符"
        expected = self.seen.get("effect", {}).get("total_fen")
        same = "，与预检时算出的一致" if booked == expected else "，与预检时不同，请核对"
        return f"合计 {words} 元{same}"

    @cached_property
    def pace(self) -> Pace | None:
        """Progress of the job."""
        job = self.row.job
        if not self.busy or job is None:
            return None
        share = min(99, 100 * job.done // job.total) if job.total else 0
        return Pace(job.done, job.total, share, _rate(job, self.screen.now))

    @property
    def marked(self) -> bool:
        """Whether there is a marked copy to take away."""
        return bool(self.row.marked) and self.state == intake.RETURNED

    def _check_step(self) -> Step:
        if self.state == intake.RETURNED:
            return Step("预检", f"退回 {self.seen.get('errors', '')} 处，未入账", "fault")
        if self.state == intake.FAILED and not self.seen:
            return Step("预检", "中断", "fault")
        if self.state in {intake.RECEIVED, intake.CHECKING}:
            return Step("预检", "正在预检" if self.busy else "等待", "now")
        waiting = self.seen.get("counts", {}).get("待归类", 0)
        return Step("预检", f"通过，待归类 {waiting} 个科目" if waiting else "通过", "done")

    def _last_step(self) -> Step:
        if self.reconciled:
            return Step("核对", self.reconciled, "done")
        return Step("核对", "入账合计与文件合计")

    def _import_step(self) -> Step:
        if self.state == intake.TAKEN:
            done = self.result.get("rows") or self.seen.get("rows", 0)
            return Step("入账", f"{done:,} 行", "done")
        if self.state == intake.FAILED and self.seen:
            return Step("入账", "中断，未改动任何数据", "fault")
        state = {intake.IMPORTING: "now", intake.READY: "now"}.get(self.state, "")
        return Step("入账", "正在入账" if self.state == intake.IMPORTING else "全部或不入", state)


def _item(number: int, one: Mapping[str, Any]) -> str:
    cell = f"{one['cell']} " if one["cell"] else ""
    todo = f"；{one['todo']}" if one["todo"] else ""
    return f"{number}. {cell}{one['head']}{todo}"


def _rate(job: office.Job, now: datetime) -> str:
    """每秒 1,200 行，约剩 8 秒."""
    if job.state == "排队" or job.started_at is None:
        return "排队等待，前面的任务做完就开始"
    seconds = (now - job.started_at).total_seconds()
    if seconds < 1 or not job.done:
        return "刚刚开始"
    rate = job.done / seconds
    left = f"，约剩 {max(1, round((job.total - job.done) / rate))} 秒" if job.total else ""
    return f"每秒 {rate:,.0f} 行{left}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.month}月{local.day}日 {local:%H:%M}"

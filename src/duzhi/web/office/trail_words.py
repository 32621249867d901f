"""The audit trail in the office's words: kinds of documents, fields, values."""

from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.web.numbers import money
from duzhi.web.office.scope_words import role_name
from duzhi.web.pages import has_page, page, screen_of

_MOST = 80
KINDS = {
    "office.user": "人员",
    "office.token": "接口令牌",
    "office.job": "后台任务",
    "office.stranger": "陌生来源",
    "registry.load": "基础资料",
    "registry.subjects": "科目表",
    "intake.file": "文件",
    "intake.upload": "上传",
    "budget.table": "预算表",
    "budget.facts": "报表事实",
    "figures.reported": "填报数",
    "figures.call": "报送任务",
    "watch.alert": "疑点",
    "watch.inquiry": "问询单",
    "watch.rule": "预警规则",
    "figures.duty": "报送事项",
    "documents.document": "材料",
    "ledger.period": "会计期间",
    "ledger.difference": "差异",
    "audit.package": "审计数据包",
    "receipts.day": "国库日报",
    "receipts.file": "收入文件",
    "treasury.day": "库款日报",
    "payments.voucher": "支付凭证",
}
"""Kinds of documents as people call them; a page that shows a kind names the others."""
FIELDS = {
    "name": "名称",
    "office": "股室",
    "role": "角色",
    "user": "人员",
    "start": "生效日期",
    "end": "失效日期",
    "region": "区划",
    "agency": "单位",
    "added": "新增",
    "changed": "变更",
    "withdrawn": "撤回",
    "same": "未变",
    "rows": "行",
    "lines": "行数",
    "entries": "分录数",
    "total_fen": "合计（元）",
    "value": "数值",
    "unit": "计量单位",
    "scope": "口径",
    "evidence": "依据",
    "file": "文件",
    "revision": "修订",
    "version": "版本",
    "predecessor": "上一版",
    "notes": "说明",
    "path": "文件位置",
    "title": "事项",
    "state": "状态",
    "size": "字节数",
    "due": "期限",
    "reason": "原因",
    "span": "期间",
    "layout": "格式",
    "year": "年度",
}
"""Fields of before and after as people call them; others stand as they are."""


def document(text: str) -> str:
    """A document as people name it: 人员 liwenjing."""
    ref = parsed(text)
    if ref is None:
        return text
    kind = KINDS.get(ref.kind) or _page_title(ref.kind)
    revision = f"（第 {ref.revision} 次修订）" if ref.revision > 1 else ""
    return f"{kind} {ref.number}{revision}" if kind else text


def changes(row: office.Trail) -> list[office.Change]:
    """What an act changed, in words; what is empty before and after is left out."""
    return [
        office.Change(
            FIELDS.get(one.field, one.field),
            _value(one.field, one.before),
            _value(one.field, one.after),
        )
        for one in office.changes(row)
        if one.before not in _EMPTY or one.after not in _EMPTY
    ]


def told(row: office.Trail) -> str:
    """What an act changed, in a line."""
    text = "；".join(_change(one) for one in changes(row))
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def parsed(text: str) -> Ref | None:
    """A document's name taken apart; None for something else."""
    try:
        return Ref.parse(text)
    except ValueError:
        return None


_EMPTY = {"", "{}", "[]"}


def _value(field: str, text: str) -> str:
    if field == "role":
        return role_name(text)
    whole = text.removeprefix("-").isdigit()
    return money(int(text), "元") if field.endswith("_fen") and whole else text


def _change(one: office.Change) -> str:
    name = f"{one.field}：" if one.field else ""
    return f"{name}{one.before} → {one.after or '（空）'}" if one.before else f"{name}{one.after}"


def _page_title(kind: str) -> str:
    name = screen_of(kind)
    return page(name).title if name and has_page(name) else ""

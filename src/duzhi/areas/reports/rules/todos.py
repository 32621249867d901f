"""What a to-do asks of its reader, in one character before its title: 签 审 阅 批 报 改 办."""

_VERBS = {
    "签发": "签", "签字": "签", "定稿": "签", "审核": "审", "复核": "审", "审批": "批", "批准": "批",
    "阅": "阅", "查阅": "阅", "填报": "报", "补正": "改", "整改": "改", "核对": "核", "归类": "核",
}  # fmt: skip
OTHER = "办"


def verb(title: str) -> str:
    """The verb by the first words of the title.

    >>> verb("审核填报数：发展党员"), verb("调度款请示")
    ('审', '办')
    """
    starts = sorted(_VERBS, key=len, reverse=True)
    return next((_VERBS[word] for word in starts if title.startswith(word)), OTHER)

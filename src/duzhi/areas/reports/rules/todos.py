"""What a to-do asks of its reader, in one character before its title: 签 审 阅 批 报 改 办."""

_VERBS = {
    "签": ("签发", "签字", "定稿"),
    "审": ("审核", "复核"),
    "批": ("审批", "批准"),
    "阅": ("阅", "查阅"),
    "报": ("填报",),
    "改": ("补正", "整改"),
    "核": ("核对", "归类"),
}
OTHER = "办"


def verb(title: str) -> str:
    """The verb by the first words of the title.

    >>> verb("审核填报数：发展党员"), verb("调度款请示")
    ('审', '办')
    """
    found = (one for one, starts in _VERBS.items() if title.startswith(starts))
    return next(found, OTHER)

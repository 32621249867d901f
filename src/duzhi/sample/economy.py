"""Economic classes of payments: which 政府 and 部门 class a cost carries."""

STAFF = (("30101", 42), ("30102", 26), ("30103", 10), ("30112", 3))
STAFF_INSTITUTION = (("30101", 40), ("30107", 34), ("30103", 8), ("30112", 3))
STAFF_USES = {
    "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30107": "绩效工资",
    "30108": "养老保险缴费", "30109": "职业年金缴费", "30110": "医疗保险缴费",
    "30112": "工伤失业保险缴费", "30113": "住房公积金", "30302": "退休费",
}  # fmt: skip
WELFARE = (
    ("208", "2080505", "2080505", "30108", 16),
    ("208", "2080506", "2080506", "30109", 8),
    ("208", "2080501", "2080502", "30302", 7),
    ("210", "2101101", "2101102", "30110", 9),
    ("221", "2210201", "2210201", "30113", 12),
)
"""类, 项 for administrative bodies, 项 for institutions, 部门 class, weight per head."""

RUNNING = (
    ("30201", 14, "办公费"), ("30202", 4, "印刷费"), ("30205", 3, "水费"), ("30206", 8, "电费"),
    ("30207", 5, "邮电费"), ("30209", 5, "物业管理费"), ("30211", 9, "差旅费"),
    ("30213", 8, "维修费"), ("30215", 1, "会议费"), ("30216", 3, "培训费"),
    ("30217", 1, "公务接待费"),
    ("30226", 8, "劳务费"), ("30228", 6, "工会经费"), ("30229", 5, "福利费"),
    ("30231", 6, "公务用车运行维护费"), ("30239", 8, "公务交通补贴"), ("30299", 6, "其他公用支出"),
)  # fmt: skip

_RUNNING_GOV = {
    "30213": "50209", "30215": "50202", "30216": "50203", "30217": "50206", "30226": "50205",
    "30231": "50208", "30299": "50299",
}  # fmt: skip
_STAFF_GOV = {"30113": "50103", "30302": "50905"}
_INSURED = ("30108", "30109", "30110", "30112")

Classes = tuple[tuple[str, str], ...]
"""(政府经济分类, 部门经济分类) of a project's payments."""
_OFFICE: Classes = (("50205", "30227"), ("50299", "30299"), ("50306", "31003"), ("50209", "30213"))
_INSTITUTION: Classes = (("50502", "30227"), ("50502", "30213"), ("50502", "30299"),
                         ("50601", "31003"))  # fmt: skip
_PEOPLE: Classes = (("50901", "30305"), ("50901", "30306"), ("50999", "30399"))
_FARMERS: Classes = (("50903", "30310"), ("50799", "31299"), ("50205", "30227"))
_FIRMS: Classes = (("50701", "31204"), ("50799", "31299"), ("50702", "31205"))
_INSURANCE: Classes = (("51002", "31302"),)
_WORKS: Classes = (("50302", "31005"), ("50205", "30227"), ("50399", "31099"))
_VILLAGES: Classes = (("59908", "39908"), ("50299", "30299"))
_INTEREST: Classes = (("51101", "30701"),)
_ISSUE_COST: Classes = (("51103", "30703"),)
_OTHER: Classes = (("59999", "39999"), ("50299", "30299"))

_BY_PREFIX: tuple[tuple[str, Classes], ...] = (
    ("20826", _INSURANCE), ("21012", _INSURANCE),
    ("20819", _PEOPLE), ("20820", _PEOPLE), ("20821", _PEOPLE), ("20808", _PEOPLE),
    ("2081001", _PEOPLE), ("2081002", _PEOPLE), ("2081107", _PEOPLE), ("2100717", _PEOPLE),
    ("21013", _PEOPLE), ("20807", _PEOPLE), ("2240703", _PEOPLE), ("20822", _PEOPLE),
    ("2130122", _FARMERS), ("2130505", _FARMERS), ("2130209", _FARMERS), ("2130803", _FIRMS),
    ("206", _FIRMS), ("215", _FIRMS), ("216", _FIRMS), ("2149901", _FIRMS), ("22201", _FIRMS),
    ("2130705", _VILLAGES), ("2130701", _VILLAGES),
    ("2130153", _WORKS), ("2130305", _WORKS), ("2130335", _WORKS), ("2130504", _WORKS),
    ("2130142", _WORKS), ("2120303", _WORKS), ("2120399", _WORKS), ("2140104", _WORKS),
    ("22101", _WORKS), ("212", _WORKS), ("22904", _WORKS), ("2136", _WORKS),
    ("232", _INTEREST), ("233", _ISSUE_COST), ("2299999", _OTHER), ("22960", _PEOPLE),
    ("223", _FIRMS),
)  # fmt: skip


def staff_class(dep: str, *, official: bool) -> str:
    """政府经济分类 of a staff cost."""
    if dep == "30302":
        return _STAFF_GOV[dep]
    if not official:
        return "50501"
    return _STAFF_GOV.get(dep, "50102" if dep in _INSURED else "50101")


def running_class(dep: str, *, official: bool) -> str:
    """政府经济分类 of a running cost."""
    return _RUNNING_GOV.get(dep, "50201") if official else "50502"


def project_classes(func: str, *, official: bool) -> Classes:
    """Economic classes a project item is paid under."""
    for prefix, classes in _BY_PREFIX:
        if func.startswith(prefix):
            return classes
    return _OFFICE if official else _INSTITUTION

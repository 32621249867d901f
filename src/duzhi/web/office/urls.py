"""Pages of people: profile, users and roles, audit trail, to-dos, jobs, search."""

from duzhi.web.office import jobs, profile, search, todos, trail, users
from duzhi.web.pages import FREE, OVERSIGHT, SYSTEM, TOP, Page, View
from duzhi.web.searching import Finder

MANAGE, TRAIL = "office.manage_users", "office.read_trail"


def _own(name: str, path: str, view: View, title: str, group: str = "") -> Page:
    """A page of the reader's own, open to everybody who has signed in."""
    return Page(name, path, view, title, group, verb="", reach=FREE, dated=False)


def _managed(name: str, path: str, view: View, title: str, group: str = "") -> Page:
    """A page of 系统管理员."""
    return Page(name, path, view, title, group, verb=MANAGE, reach=FREE, dated=False)


PAGES = (
    _own("office.todos", "todos/", todos.todos, "待办", TOP),
    _own("office.todo", "todos/<int:number>/", todos.todo, "一件待办"),
    _own("office.todo_close", "todos/<int:number>/close/", todos.close, "办结待办"),
    _own("office.todo_hand", "todos/<int:number>/hand/", todos.hand, "转交待办"),
    _managed("office.users", "users/", users.user_list, "人员与权限", SYSTEM),
    _managed("office.user_new", "new-user/", users.new_user, "新建人员"),
    _managed("office.user", "users/<str:username>/", users.user, "人员"),
    _managed("office.grant", "users/<str:username>/grant/", users.grant, "授予角色"),
    _managed("office.reset", "users/<str:username>/password/", users.reset, "重置密码"),
    _managed("office.switch", "users/<str:username>/<str:what>/", users.switch, "账户状态"),
    _managed("office.grant_end", "grants/<int:grant>/end/", users.end_grant, "收回角色"),
    _own("office.roles", "roles/", users.roles, "角色权限表", SYSTEM),
    _own("office.jobs", "jobs/", jobs.jobs, "后台任务", SYSTEM),
    _own("office.job", "jobs/<int:number>/", jobs.job, "一项任务"),
    _own("office.job_cancel", "jobs/<int:number>/cancel/", jobs.cancel, "取消任务"),
    _own("office.profile", "profile/", profile.profile, "个人设置"),
    _own("office.password", "password/", profile.password, "修改密码"),
    _own("office.totp", "profile/code/", profile.totp, "设置动态口令"),
    _own("office.totp_drop", "profile/code/drop/", profile.drop_totp, "停用动态口令"),
    Page(
        *("office.token_new", "profile/tokens/new/", profile.new_token, "签发接口令牌"),
        reach=FREE,
        dated=False,
    ),
    _own(
        *("office.token_revoke", "profile/tokens/<int:token>/revoke/"),
        *(profile.revoke_token, "吊销令牌"),
    ),
    Page("office.search", "search/", search.search, "搜索", verb="", reach=FREE),
    Page(
        *("office.trail", "trail/", trail.trail, "操作记录", OVERSIGHT),
        verb=TRAIL,
        reach=FREE,
        dated=False,
    ),
    Page(
        *("office.trail_line", "trail/<int:number>/", trail.line, "一条操作记录"),
        verb=TRAIL,
        reach=FREE,
        dated=False,
    ),
)
SCREENS = {"office.user": "office.user", "office.job": "office.job"}
FINDERS: tuple[Finder, ...] = search.FINDERS

"""A paper on its way: 送阅, 退回, 撤回, 重取数据, 定稿, 改版."""

from typing import Any

from django import forms
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.web import api as web
from duzhi.web.documents import desk
from duzhi.web.documents.studio import (
    DRAFT,
    FINALISE,
    at_home,
    back,
    found,
    roles_that_sign,
)

_ROLE = "role:"


class Send(forms.Form):
    """Who is to read it."""

    reviewer = web.ChoiceField(label="送谁审阅")
    note = web.TextField(label="附言", required=False, rows=3)

    def __init__(self, readers: list[tuple[str, str]], *given: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*given, **more)
        self.fields["reviewer"].choices = readers  # type: ignore[attr-defined]


class Reason(forms.Form):
    """Why."""

    reason = web.ReasonField()


class Sign(forms.Form):
    """定稿: with a reason where an identity does not hold."""

    override = web.TextField(
        label="校验不符仍须定稿的理由",
        required=False,
        rows=3,
        max_length=300,
        help_text="恒等式都相符时不必填写；待报的数和待归类的科目没有例外",
    )


def send(screen: web.Screen, document: int) -> HttpResponseBase:
    """送阅 to a person or to whoever holds a role."""
    row = found(screen, document, DRAFT)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        whom = data["reviewer"]
        role = whom.removeprefix(_ROLE) if whom.startswith(_ROLE) else ""
        documents.send_for_review(
            document=row.pk,
            reviewer="" if role else whom,
            role=role,
            by=screen.by,
            at=screen.now,
            note=data["note"],
        )
        who = dict(_readers(screen, row))[whom]
        return web.done(screen, back(screen, row), f"已送{who}，对方的待办里有这一项")

    form = Send(_readers(screen, row), screen.request.POST or None)
    return _asked(screen, row, form, act, title="送阅", button="送阅")


def give_back(screen: web.Screen, document: int) -> HttpResponseBase:
    """退回 with a reason."""
    row = found(screen, document, FINALISE)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        reason = data["reason"]
        documents.return_to_author(document=row.pk, reason=reason, by=screen.by, at=screen.now)
        author = desk.people([row.author])[row.author]
        return web.done(screen, back(screen, row), f"已退回，待办已转{author}")

    form = Reason(screen.request.POST or None)
    return _asked(screen, row, form, act, title="退回修改", button="退回")


def restate(screen: web.Screen, document: int) -> HttpResponseBase:
    """改版: a new draft that follows a final paper."""
    row = found(screen, document, DRAFT)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        made = documents.restate(
            document=row.pk, reason=data["reason"], by=screen.by, at=screen.now
        )
        return web.done(screen, back(screen, made), "已另起改版草稿，原定稿保持不变")

    form = Reason(screen.request.POST or None)
    return _asked(screen, row, form, act, title="改版", button="另起改版草稿")


def finalise(screen: web.Screen, document: int) -> HttpResponseBase:
    """定稿: numbers are pulled once more and frozen."""
    row = found(screen, document, FINALISE)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        made = documents.finalise(
            document=row.pk, by=screen.by, at=screen.now, override=data["override"]
        )
        told = f"已定稿，数值冻结为快照 {made.document.snapshot}"
        return web.done(screen, back(screen, row), told)

    content = documents.standing_content(row)
    against = (*documents.standing_against(content), *documents.false_claims(row))
    form = Sign(screen.request.POST or None)
    return _asked(screen, row, form, act, title="定稿", button="定稿", against=against)


def withdraw(screen: web.Screen, document: int) -> HttpResponseBase:
    """撤回 a draft that is out."""
    row = found(screen, document, DRAFT)
    if screen.request.method == "POST":
        documents.withdraw(document=row.pk, by=screen.by, at=screen.now)
        return web.done(screen, back(screen, row), "已撤回，可以继续修改")
    return web.done(screen, back(screen, row))


def refetch(screen: web.Screen, document: int) -> HttpResponseBase:
    """重取数据; says what changed."""
    row = found(screen, document, DRAFT)
    if screen.request.method != "POST":
        return web.done(screen, back(screen, row))
    changed = documents.refetch(document=row.pk, by=screen.by, at=screen.now)
    if not changed:
        return web.done(screen, back(screen, row), "已重取，各项数值都没有变化")
    first = "；".join(f"{one.id} {one.name} {one.before} → {one.after}" for one in changed[:_FEW])
    more = f" 等 {len(changed)} 项" if len(changed) > _FEW else ""
    return web.done(screen, back(screen, row), f"已重取，有变化：{first}{more}")


_FEW = 3


def take_up(screen: web.Screen, document: int) -> HttpResponseBase:
    """Take a draft that was written to a file into the studio."""
    row = found(screen, document, DRAFT)
    if screen.request.method == "POST":
        documents.take_up(document=row.pk, by=screen.by, at=screen.now)
        return web.done(screen, back(screen, row), "已转入工作台，docx 稿中的字句都在")
    return web.done(screen, back(screen, row))


def _asked(
    screen: web.Screen,
    row: documents.Document,
    form: forms.Form,
    act: Any,  # noqa: ANN401 an act of web.submit
    **context: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponseBase:
    if turned := (screen.request.method != "POST" and at_home(screen, row)):
        return turned
    whole = {"row": row, "back": back(screen, row), **context}
    return web.submit(screen, form, act, "documents/asked.html", **whole)


def _readers(screen: web.Screen, row: documents.Document) -> list[tuple[str, str]]:
    """People who may finalise here and did not write it, and the roles that sign.

    Raises:
        Refused: nobody can.
    """
    makers = documents.makers(row)
    roles = roles_that_sign()
    held = office.Grant.objects.filter(role__in=[code for code, _ in roles], user__is_active=True)
    users = {grant.user.username: grant.user for grant in held.select_related("user")}
    people = [
        (username, f"{user.name}（{user.office}）" if user.office else user.name)
        for username, user in sorted(users.items())
        if username not in makers and office.may(user, FINALISE, on=screen.today, region=row.region)
    ]
    if not people:
        raise refuse(
            "documents.no_reader", "没有可以审阅定稿的人；请系统管理员授予局长或分管局长角色"
        )
    return [
        ("", "请选择"),
        *people,
        *((f"{_ROLE}{code}", f"{name}（任何一位）") for code, name in roles),
    ]

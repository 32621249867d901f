"""The records of the office: people, grants, second steps, tokens, trail, to-dos and jobs."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

JOB_STATES = ("排队", "进行", "完成", "失败", "已取消", "取消中")
QUEUED, RUNNING, FINISHED, FAILED, CANCELLED, CANCELLING = JOB_STATES


class UserManager(BaseUserManager["User"]):
    """Makes users with an Argon2 password, or without any."""

    def create_user(
        self, username: str, *, name: str, password: str | None = None, office: str = ""
    ) -> "User":
        """A user; no password means nobody can sign in as them."""
        user = self.model(username=username, name=name, office=office)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in; what they may do is in their grants."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    office = models.CharField("股室", max_length=20, blank=True)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    failed_logins = models.PositiveSmallIntegerField("连续失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "人员"
        ordering = ["username"]

    def __str__(self) -> str:
        """The name people call them."""
        return self.name


class Grant(models.Model):
    """A role somebody holds for a time; an empty scope field restricts nothing."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="grants", verbose_name="人员"
    )
    role = models.CharField("角色", max_length=20)
    region = models.CharField("财政区划", max_length=9, blank=True)
    office = models.CharField("股室", max_length=20, blank=True)
    agency = models.CharField("预算单位", max_length=21, blank=True)
    start = models.DateField("生效日期")
    end = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = "授权"
        ordering = ["user", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region", "office", "agency", "start"],
                name="office_grant_once",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="office_grant_span"
            ),
        ]

    def __str__(self) -> str:
        """Role and scope."""
        return f"{self.role} {self.region} {self.office} {self.agency}".rstrip()


class Authenticator(models.Model):
    """The one-time passwords of a person: the secret is encrypted, each code is taken once."""

    user = models.OneToOneField(
        User, on_delete=models.PROTECT, related_name="authenticator", verbose_name="人员"
    )
    secret = models.CharField("密文", max_length=200)
    started_at = models.DateTimeField("开始时间")
    confirmed_at = models.DateTimeField("启用时间", null=True)
    last_step = models.BigIntegerField("最近使用的时间步", default=0)

    class Meta:
        verbose_name = "动态口令"

    def __str__(self) -> str:
        """Whose it is."""
        return f"{self.user_id}"


class Token(models.Model):
    """A key to the JSON interface: read only, narrower than its owner, kept as a digest alone."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="tokens", verbose_name="人员"
    )
    name = models.CharField("用途", max_length=60)
    digest = models.CharField("摘要值", max_length=64, unique=True)
    hint = models.CharField("开头", max_length=12)
    region = models.CharField("财政区划", max_length=9, blank=True)
    agency = models.CharField("预算单位", max_length=21, blank=True)
    issued_at = models.DateTimeField("签发时间")
    expires = models.DateTimeField("失效时间")
    last_used_at = models.DateTimeField("最近使用", null=True)
    revoked_at = models.DateTimeField("吊销时间", null=True)
    revoked_by = models.CharField("吊销人", max_length=40, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires__gt=F("issued_at")), name="office_token_span"
            ),
        ]

    def __str__(self) -> str:
        """What it is for."""
        return self.name


class Stranger(models.Model):
    """An address that sent unknown tokens; too many of them close the door to it for a while."""

    origin = models.CharField("来源", max_length=100, unique=True)
    failures = models.PositiveIntegerField("失败次数", default=0)
    since = models.DateTimeField("自")
    locked_until = models.DateTimeField("锁定至", null=True)

    class Meta:
        verbose_name = "陌生来源"

    def __str__(self) -> str:
        """The address."""
        return self.origin


class Trail(models.Model):
    """Who did what to which document, when and from where; rows are only ever added."""

    ref = models.CharField("对象", max_length=200)
    verb = models.CharField("动作", max_length=40)
    by = models.CharField("操作人", max_length=40)
    at = models.DateTimeField("时间")
    origin = models.CharField("来源", max_length=100, blank=True)
    before = models.JSONField("操作前", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("操作后", null=True, encoder=DjangoJSONEncoder)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "操作记录"
        ordering = ["at", "id"]
        indexes = [
            models.Index(
                fields=["ref", "at"],
                name="office_trail_ref",
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
            ),
            models.Index(fields=["by", "at"], name="office_trail_by"),
            models.Index(fields=["verb", "at"], name="office_trail_verb"),
            models.Index(fields=["at"], name="office_trail_at"),
        ]

    def __str__(self) -> str:
        """One line of the record."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.verb} {self.ref}"


class Todo(models.Model):
    """Something somebody has to do about a document; region and agency narrow a role's to-do."""

    ref = models.CharField("对象", max_length=200)
    title = models.CharField("事项", max_length=200)
    office = models.CharField("股室", max_length=20, blank=True)
    role = models.CharField("角色", max_length=20, blank=True)
    user = models.CharField("人员", max_length=40, blank=True)
    region = models.CharField("财政区划", max_length=9, blank=True)
    agency = models.CharField("预算单位", max_length=21, blank=True)
    due = models.DateField("期限", null=True, blank=True)
    by = models.CharField("交办人", max_length=40)
    at = models.DateTimeField("交办时间")
    done_by = models.CharField("办结人", max_length=40, blank=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    note = models.TextField("办理说明", blank=True)

    class Meta:
        verbose_name = "待办"
        ordering = [F("due").asc(nulls_last=True), "at", "id"]
        indexes = [
            models.Index(
                fields=["due", "at"], condition=Q(done_at__isnull=True), name="office_todo_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "title"],
                condition=Q(done_at__isnull=True),
                name="office_todo_open_once",
            ),
        ]

    def __str__(self) -> str:
        """The task."""
        return self.title


class Job(models.Model):
    """Work in the background: how far it is, how it ended, whether it was asked to stop."""

    kind = models.CharField("任务", max_length=60)
    title = models.CharField("名称", max_length=200, blank=True)
    verb = models.CharField("可看权限", max_length=40, blank=True)
    args = models.JSONField("参数", default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField("状态", max_length=8, default=QUEUED)
    done = models.PositiveBigIntegerField("已处理", default=0)
    total = models.PositiveBigIntegerField("总量", default=0)
    attempts = models.PositiveSmallIntegerField("执行次数", default=0)
    cancel_asked = models.BooleanField("要求取消", default=False)
    result = models.JSONField("结果", null=True, encoder=DjangoJSONEncoder)
    error = models.TextField("错误", blank=True)
    by = models.CharField("发起人", max_length=40)
    created_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True)
    heartbeat_at = models.DateTimeField("最近心跳")
    ended_at = models.DateTimeField("结束时间", null=True)
    worker = models.CharField("执行进程", max_length=120, blank=True)
    task = models.CharField("队列编号", max_length=40, blank=True)

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="office_job_state"),
            models.Index(fields=["by", "created_at"], name="office_job_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JOB_STATES), name="office_job_state_known"
            ),
        ]

    def __str__(self) -> str:
        """Title, or kind, and state."""
        return f"{self.title or self.kind}（{self.state}）"


class Attachment(models.Model):
    """附件: a paper behind a document, kept once by its content; rows are never deleted."""

    ref = models.CharField("对象", max_length=200)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=8)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    by = models.CharField("上传人", max_length=40)
    at = models.DateTimeField("上传时间")
    dropped_by = models.CharField("撤下人", max_length=40, blank=True)
    dropped_at = models.DateTimeField("撤下时间", null=True)

    class Meta:
        verbose_name = "附件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "sha256"],
                condition=Q(dropped_at__isnull=True),
                name="office_attachment_once",
            ),
        ]
        indexes = [models.Index(fields=["ref"], name="office_attachment_ref")]

    def __str__(self) -> str:
        """Its name."""
        return self.name

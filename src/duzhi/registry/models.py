"""What things are called: subjects, regions, units, projects, payees and 口径调整."""

from django.db import models
from django.db.models import F, Q

_LEVELS = ("1", "2", "3", "4", "5")
_SPAN = Q(end__isnull=True) | Q(end__gt=F("start"))


class SubjectEdition(models.Model):
    """One subject of a year's official list; a list that is here replaces the derived one."""

    list_name = models.CharField("科目表", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("科目编码", max_length=11)
    name = models.CharField("科目名称", max_length=200)
    parent = models.CharField("上级科目", max_length=9, blank=True)
    level = models.PositiveSmallIntegerField("级次")
    evidence = models.CharField("依据", max_length=20, default="official")
    edition = models.CharField("版本", max_length=32)
    loaded_at = models.DateTimeField("载入时间")
    by = models.CharField("载入人", max_length=40)

    class Meta:
        verbose_name = "年度科目表"
        ordering = ["list_name", "year", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["list_name", "year", "code"], name="registry_subject_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="registry_subject_level"
            ),
        ]

    def __str__(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}"


class SubjectMapping(models.Model):
    """口径调整: from a year on, figures of earlier years under `old` are read under `new`."""

    year = models.PositiveSmallIntegerField("年度")
    budget = models.CharField("预算类型", max_length=2)
    old = models.CharField("原科目代码", max_length=11)
    new = models.CharField("新科目代码", max_length=11)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "科目口径调整"
        ordering = ["year", "budget", "old"]
        constraints = [
            models.UniqueConstraint(fields=["year", "budget", "old"], name="registry_mapping_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="registry_mapping_moves"),
        ]

    def __str__(self) -> str:
        """What is read as what."""
        return f"{self.year} {self.old} → {self.new}"


class Region(models.Model):
    """财政区划: nine digits; 000 at the end is the level's own budget."""

    code = models.CharField("区划代码", max_length=9, unique=True)
    name = models.CharField("区划名称", max_length=100)
    parent = models.CharField("上级区划", max_length=9, blank=True)
    level = models.CharField("级次", max_length=1)
    treasury_code = models.CharField("国库代码", max_length=10, blank=True, db_index=True)
    start = models.DateField("生效日期", null=True, blank=True)
    end = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = "财政区划"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=_LEVELS), name="registry_region_level"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | _SPAN, name="registry_region_span"
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Agency(models.Model):
    """预算单位 for a time; a new row says what changed, `formerly` which units it carries on."""

    code = models.CharField("单位代码", max_length=21)
    name = models.CharField("单位名称", max_length=300)
    dept_code = models.CharField("主管部门代码", max_length=21, blank=True)
    nature = models.CharField("单位性质", max_length=20, blank=True)
    office = models.CharField("归口股室", max_length=40, blank=True)
    region = models.CharField("区划代码", max_length=9)
    start = models.DateField("生效日期")
    end = models.DateField("失效日期", null=True, blank=True)
    formerly = models.CharField("原单位代码", max_length=200, blank=True)

    class Meta:
        verbose_name = "预算单位"
        ordering = ["code", "start"]
        constraints = [
            models.UniqueConstraint(fields=["code", "start"], name="registry_agency_once"),
            models.CheckConstraint(condition=_SPAN, name="registry_agency_span"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Project(models.Model):
    """项目."""

    code = models.CharField("项目代码", max_length=21, unique=True)
    name = models.CharField("项目名称", max_length=180)
    category = models.CharField("项目类别", max_length=40, blank=True)
    agency = models.CharField("单位代码", max_length=21, blank=True, db_index=True)
    start_year = models.PositiveSmallIntegerField("起始年度")
    end_year = models.PositiveSmallIntegerField("终止年度", null=True, blank=True)

    class Meta:
        verbose_name = "项目"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year__isnull=True) | Q(end_year__gte=F("start_year")),
                name="registry_project_span",
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Payee(models.Model):
    """收款人; the account is kept masked and as a keyed digest, never in plain text."""

    code = models.CharField("收款人代码", max_length=40, blank=True)
    name = models.CharField("收款人名称", max_length=300)
    bank = models.CharField("开户银行", max_length=200, blank=True)
    account_masked = models.CharField("收款人账号（掩码）", max_length=40, blank=True)
    account_digest = models.CharField("账号索引", max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = "收款人"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account_digest", "name"], name="registry_payee_once"),
        ]

    def __str__(self) -> str:
        """Name and masked account."""
        return f"{self.name} {self.account_masked}".rstrip()

"""Forms of payments: a request with one payee, a word why, a 资金请示, 支付申请编号."""

from collections.abc import Sequence
from typing import Any

from django import forms

from duzhi.money.payments.rules.registers import HANDLINGS
from duzhi.money.payments.rules.requests import CREDITORS, METHODS
from duzhi.web import api as web


def _same(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


class RequestForm(forms.Form):
    """A request of one payee; quotas and papers are those of the own unit."""

    def __init__(
        self,
        quotas: Sequence[tuple[str, str]],
        funds: Sequence[tuple[str, str]],
        items: Sequence[tuple[str, str]],
        *args: Any,  # noqa: ANN401 Django's own
        **more: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **more)
        for name, none, choices in (
            ("quota", "请选择", quotas),
            ("fund", "没有，按预算支付", funds),
            ("dep_econ", "按指标", items),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", none), *choices]

    quota = web.ChoiceField(label="指标")
    fund = web.ChoiceField(label="资金请示（批示）", required=False)
    payee = web.TextField(label="收款人名称", max_length=200)
    bank = web.TextField(label="开户行", max_length=100)
    account = web.TextField(
        label="收款人账号", max_length=40, help_text="加密存放，页面上只显示末四位"
    )
    amount = web.MoneyField(label="金额", unit="元")
    purpose = web.TextField(label="用途", max_length=200)
    dep_econ = web.ChoiceField(
        label="部门经济分类",
        required=False,
        help_text="指标已定科目的按指标；没有定的在此选，公务卡、三公和债券资金按它检查",
    )
    due = web.DayField(label="要求支付日期")
    method = web.ChoiceField(label="结算方式", choices=_same(METHODS))
    creditor = web.ChoiceField(label="收款对象", choices=_same(CREDITORS))
    contract = web.TextField(
        label="采购合同编号", required=False, max_length=100, help_text="按采购办登记的合同查余额"
    )


class WhyForm(forms.Form):
    """A word why."""

    reason = web.ReasonField()


class PlainForm(forms.Form):
    """A button."""


class FundForm(forms.Form):
    """A 资金请示 that came back with its 批示."""

    number = web.TextField(label="来文文号", max_length=100)
    agency = web.ChoiceField(label="单位")
    purpose = web.TextField(label="事由", max_length=300)
    amount = web.MoneyField(label="金额", unit="元")
    approver = web.TextField(label="批示人", max_length=60)
    approved_on = web.DayField(label="批示日期")
    opinion = web.TextField(label="意见原文", rows=3, max_length=500, required=False)
    minutes = web.TextField(label="会议纪要号", max_length=100, required=False)
    source = web.TextField(label="资金来源", max_length=100, required=False)
    creditor = web.ChoiceField(label="收款对象", choices=_same(CREDITORS))
    due = web.DayField(label="要求支付日期", required=False)


class BarForm(forms.Form):
    """A payee for the blacklist."""

    name = web.TextField(label="收款人名称", max_length=200)
    account = web.TextField(
        label="收款人账号",
        max_length=40,
        required=False,
        help_text="不填时按名称；填了时名称或账号有一个相同就查到",
    )
    start = web.DayField(label="列入日期")
    stops = web.ChoiceField(label="处理方式", choices=_same(tuple(HANDLINGS)))
    reason = web.TextField(label="原因", max_length=200)
    source = web.TextField(label="依据", max_length=200, help_text="文号，或文件名称")


class ContractForm(forms.Form):
    """A contract on record."""

    number = web.TextField(label="采购合同编号", max_length=100)
    agency = web.ChoiceField(label="采购单位")
    title = web.TextField(label="项目名称", max_length=200)
    supplier = web.TextField(label="供应商", max_length=200)
    amount = web.MoneyField(label="合同金额", unit="元")
    supplement = web.MoneyField(label="补充合同金额", unit="元", required=False)
    paid_before = web.MoneyField(label="期初已付", unit="元", required=False)
    signed_on = web.DayField(label="签订日期")


class NumbersForm(forms.Form):
    """支付申请编号 of the requests of a batch, one field each."""

    def __init__(
        self,
        rows: Sequence[tuple[int, str, str]],
        *args: Any,  # noqa: ANN401 Django's own
        **more: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **more)
        for pk, label, known in rows:
            self.fields[f"n{pk}"] = web.TextField(
                label=label, max_length=100, required=False, initial=known
            )

"""What the budget office types: an adjustment that the 人大常委会 approved."""

from django import forms

from duzhi.money.budget.rules.balance import TRIGGERS
from duzhi.web import api as web


class AdjustmentForm(forms.Form):
    """登记预算调整."""

    no = forms.IntegerField(label="第几次调整", min_value=1, max_value=20)
    trigger = web.ChoiceField(
        label="调整事由（预算法第六十七条）",
        choices=[(str(number), text) for number, text in TRIGGERS.items()],
    )
    body = web.TextField(label="批准机关", max_length=100)
    approved_on = web.DayField(label="批准日期")
    note = web.TextField(label="决议文号或说明", max_length=400, required=False)

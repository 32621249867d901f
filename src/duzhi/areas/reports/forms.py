"""Forms of 材料报送: filling a figure, sending it back, asking the offices."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN
from duzhi.web import api as web

_LONGEST = 40
_NUMBER = "请填写数字，如 1286 或 99.54，单位为{}"


class NumberField(forms.CharField):
    """A plain number in the figure's unit; cleans to an exact fraction."""

    def __init__(self, *, unit: str, **more: Any) -> None:  # noqa: ANN401 Django's own
        self.unit = unit
        super().__init__(max_length=_LONGEST, **more)
        self.widget.attrs |= {
            "inputmode": "decimal",
            "autocomplete": "off",
            "class": "form-control money",
        }

    def to_python(self, value: object) -> Any:  # noqa: ANN401 Django's own
        """A fraction, None when empty."""
        text = str(value or "").replace(",", "").replace("，", "").strip().rstrip("％%").strip()
        if not text:
            return None
        try:
            return _decimal(text)
        except ValueError:
            raise ValidationError(_NUMBER.format(self.unit)) from None

    def run_validators(self, value: object) -> None:
        """Length checks of text do not apply to numbers."""


class FilingForm(forms.Form):
    """One figure: its value with evidence, or why it does not apply."""

    def __init__(self, one: figures.Figure, *args: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **more)
        self.one = one
        kind = web.MoneyField if one.is_money else NumberField
        extra = {"negative": True} if one.is_money else {}
        self.fields = {
            "value": kind(unit=one.unit, label="数值", required=False, **extra),
            **self.fields,
        }

    evidence = web.TextField(
        label="依据材料", required=False, max_length=300, help_text="写明名称和文号，审核人据此核对"
    )
    papers = web.EvidenceField(label="附件", required=False, multiple=True)
    scope = web.TextField(label="统计口径", required=False, max_length=200)
    absent = forms.BooleanField(label="本期不适用", required=False)
    reason = web.TextField(label="不适用的原因", required=False, max_length=300)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def answer(self) -> figures.Answer:
        """What was written, in the figure's own unit."""
        given = self.cleaned_data
        value = given["value"]
        if value is not None and self.one.is_money:
            value = Fraction(value, UNIT_FEN[self.one.unit])
        return figures.Answer(
            code=self.one.code,
            value=value,
            scope=given["scope"],
            evidence=given["evidence"],
            applies=not given["absent"],
            reason=given["reason"],
            seen=given["seen"],
        )


class ReturnForm(forms.Form):
    """Why a filing goes back."""

    reason = web.ReasonField(label="退回原因", help_text="写清哪里不对、应当怎样改")


class PlainForm(forms.Form):
    """A button that needs no words."""


class CallForm(forms.Form):
    """Asking the offices for their figures."""

    due = web.DayField(label="报送期限", help_text="各股室的待办以这一天为期限")


class RemindForm(forms.Form):
    """催报: one office, or all."""

    def __init__(self, offices: Sequence[str], *args: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **more)
        choices = [("", "全部未报齐的股室"), *((name, name) for name in offices)]
        self.fields["office"] = web.ChoiceField(label="股室", choices=choices, required=False)


def _decimal(text: str) -> Fraction:
    """Digits with at most one point; `1e9`, `1/3` and words are not numbers people write."""
    bare = text.removeprefix("-").removeprefix("−")
    if not (bare.isascii() and bare.replace(".", "", 1).isdigit()):
        raise ValueError(text)
    value = Fraction(bare)
    return value if bare == text else -value

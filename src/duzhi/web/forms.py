"""Form fields of the house: money with its 大写, a day, a reason, evidence, a choice."""

from datetime import date
from typing import Any

import cn2an
from django import forms
from django.core.exceptions import ValidationError

from duzhi.kernel.money import parse_fen, show

_REASON = 4
_MAX_FEN = 10**17
"""More digits than any 大写 form of the field can hold."""


class MoneyField(forms.CharField):
    """An amount in a unit; cleans to whole fen. The page echoes it in 大写 while it is typed."""

    def __init__(self, *, unit: str = "元", negative: bool = False, **more: Any) -> None:  # noqa: ANN401 Django's own
        self.unit = unit
        self.negative = negative
        super().__init__(**more)
        self.widget.attrs |= {
            "inputmode": "decimal",
            "autocomplete": "off",
            "data-money": unit,
            "class": "form-control money",
        }

    def to_python(self, value: object) -> Any:  # noqa: ANN401 Django's own
        """Fen, None when empty."""
        if value in self.empty_values:
            return None
        try:
            fen = parse_fen(str(value), self.unit)
        except ValueError as error:
            raise ValidationError(f"{error}；请填写数字，单位为{self.unit}") from None
        if fen is not None and fen < 0 and not self.negative:
            raise ValidationError("金额不能为负数；请核对后再填")
        if fen is not None and abs(fen) > _MAX_FEN:
            raise ValidationError("金额太大；请核对单位")
        return fen

    def run_validators(self, value: object) -> None:
        """Length checks of text do not apply to fen."""

    def prepare_value(self, value: object) -> object:
        """Fen as it was typed."""
        return show(value, self.unit) if isinstance(value, int) else value


class ReasonField(forms.CharField):
    """Why: a sentence, not "OK"."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 Django's own
        more.setdefault("label", "原因")
        more.setdefault("max_length", 300)
        super().__init__(min_length=_REASON, **more)
        self.widget = forms.Textarea(attrs={"rows": 3, "class": "form-control"})
        self.error_messages["min_length"] = "请写清原因，至少四个字"


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(**more)
        self.widget = forms.DateInput(
            attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"
        )
        self.error_messages["invalid"] = "日期请写成 2023-06-30"


class Several(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ANN401, ARG002 Django's own
        """All of them."""
        return files.getlist(name)


class EvidenceField(forms.FileField):
    """A document that proves what a form says; with `multiple` a list of them."""

    def __init__(self, *, multiple: bool = False, **more: Any) -> None:  # noqa: ANN401 Django's own
        self.multiple = multiple
        more.setdefault("label", "依据材料")
        if multiple:
            more.setdefault("widget", Several)
        super().__init__(**more)
        self.widget.attrs |= {"class": "form-control"}
        self.error_messages["empty"] = "文件是空的；请重新选择"

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 Django's own
        """The file, or the list of files."""
        if not self.multiple:
            return super().clean(data, initial)
        given = [super(EvidenceField, self).clean(one, initial) for one in data or ()]
        return given or [one for one in [super().clean(None, initial)] if one]


class TextField(forms.CharField):
    """A line of text."""

    def __init__(self, *, rows: int = 0, **more: Any) -> None:  # noqa: ANN401 Django's own
        more.setdefault("max_length", 200)
        super().__init__(**more)
        if rows:
            self.widget = forms.Textarea(attrs={"rows": rows})
        self.widget.attrs |= {"class": "form-control"}


class ChoiceField(forms.ChoiceField):
    """One of a list."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(**more)
        self.widget.attrs |= {"class": "form-select"}
        self.error_messages["invalid_choice"] = "请从列表中选择"


def dressed(form: forms.Form) -> forms.Form:
    """The form with the house's look on every plain input."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.HiddenInput):
            widget.attrs.setdefault("class", "form-control")
    return form


def in_words(fen: int) -> str:
    """An amount in 大写, as cheques and vouchers write it (票据和结算凭证填写的基本规定).

    >>> in_words(117_402_00), in_words(50), in_words(-120)
    ('壹拾壹万柒仟肆佰零贰元整', '伍角', '负壹元贰角')
    """
    return str(cn2an.an2cn(show(fen), "rmb"))


_YEARS = range(1900, 2200)


def day_or_none(text: str) -> date | None:
    """A day from an address; None when it is none, or so far away that no clock reaches it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None

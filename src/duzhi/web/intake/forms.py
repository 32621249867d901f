"""Forms of the intake pages: choosing files, saying what a file is, giving a subject its place."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from duzhi.intake import api as intake
from duzhi.kernel.money import UNIT_FEN
from duzhi.web.forms import ChoiceField, TextField

MOST_FILES = 30
_ACCEPTED = ".xlsx,.xls,.et,.csv,.txt"
_FIRST_YEAR, _LAST_YEAR = 2007, 2100


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    def __init__(self, *, many: bool = True, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(**more)
        self.widget = _ManyFiles() if many else forms.FileInput()
        self.widget.attrs |= {
            "accept": _ACCEPTED,
            "class": "form-control",
            "aria-label": "选择文件",
        }
        if many:
            self.widget.attrs["multiple"] = True
        self.error_messages |= {
            "required": "还没有选文件；请选择要导入的表格",
            "missing": "还没有选文件；请选择要导入的表格",
            "empty": "文件是空的；请重新导出后再导入",
        }

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401, ARG002 Django's own
        """The files; emptiness and danger are judged by the intake, one sentence for each."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise ValidationError(f"一次最多 {MOST_FILES} 个文件，选了 {len(given)} 个；请分批导入")
        return list(given)


class ChooseFiles(forms.Form):
    """Files to look at; `previous` names the upload that a corrected file answers."""

    chosen = FilesField(label="文件", help_text="xlsx、xls、et、csv；单个不超过 200 MB，可多选")
    previous = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Declaration(forms.Form):
    """What a file does not say itself."""

    layout = ChoiceField(label="格式", required=False)
    region = TextField(label="区划", required=False, max_length=9)
    year = forms.IntegerField(
        label="预算年度",
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        error_messages={
            "invalid": "年度请写成 2023",
            "min_value": "年度请写成 2023",
            "max_value": "年度请写成 2023",
        },
    )
    unit = ChoiceField(
        label="金额单位",
        required=False,
        choices=[("", "按表里写的"), *((unit, unit) for unit in UNIT_FEN)],
    )

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*given, **more)
        known = [(one.code, one.title) for one in intake.layouts()]
        layouts = self.fields["layout"]
        assert isinstance(layouts, forms.ChoiceField), "the field above"
        layouts.choices = [("", "自动识别"), *known]


class Clearing(forms.Form):
    """Where an unknown subject belongs."""

    to = ChoiceField(label="归入科目")

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 Django's own
        choices: Sequence[Any],
        **more: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*given, **more)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField), "the field above"
        to.choices = choices
        to.error_messages["required"] = "请选择要归入的科目"

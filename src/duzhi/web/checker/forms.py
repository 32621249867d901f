"""A text to check: a file, or words that were pasted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from duzhi.web.forms import TextField

_ACCEPTED = ".txt,.docx,.html,.htm,.pdf"
_MOST = 3_000_000


class Given(forms.Form):
    """One of the two."""

    chosen = forms.FileField(
        label="文件",
        required=False,
        help_text="txt、docx、html、带文字层的 pdf，至多三百页；扫描件请先识别成文字",
        widget=forms.FileInput(
            attrs={"accept": _ACCEPTED, "class": "form-control", "aria-describedby": "about-file"}
        ),
        error_messages={"empty": "文件是空的；请重新选择"},
    )
    text = TextField(label="文字", required=False, rows=8, max_length=_MOST, strip=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data: dict[str, Any] = super().clean() or {}
        words, file = (data.get("text") or "").strip(), data.get("chosen")
        if not words and not file and not self.errors:
            raise ValidationError("还没有选文件，也没有粘贴文字；请给出其中一样")
        if words and file:
            raise ValidationError("既选了文件又粘贴了文字；请只留一样再校核")
        return data

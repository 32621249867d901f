"""Collecting what is wrong with a file: everything is counted, the first thousand are listed."""

from dataclasses import dataclass, field, replace

from duzhi.kernel.finding import ERROR, Finding, Place

LISTED = 1_000

LABELS = {
    "intake.amount": "不是金额",
    "intake.number": "不是数字",
    "intake.whole": "不是整数",
    "intake.day": "不是日期",
    "intake.code": "不是编码",
    "intake.code_lost": "代码失真",
    "intake.choice": "不在可选值内",
    "intake.formula": "像公式",
    "intake.formula_error": "公式出错",
    "intake.negative": "不应为负",
    "intake.required": "必填",
    "intake.too_long": "太长",
    "intake.duplicate": "重复",
    "intake.too_many_cells": "列数不符",
    "intake.unclassified": "待归类",
}
"""The word of two to five characters that a preview writes beside a row."""


@dataclass(slots=True)
class Report:
    """The findings of one file; `file` is filled in where a check left it out."""

    file: str
    _listed: list[Finding] = field(default_factory=list)
    _unlisted: int = 0
    errors: int = 0

    def add(self, finding: Finding) -> None:
        """Count a finding and list it while there is room."""
        self.errors += finding.severity == ERROR
        if len(self._listed) >= LISTED:
            self._unlisted += 1
            return
        place = replace(finding.place, file=finding.place.file or self.file)
        self._listed.append(replace(finding, place=place))

    def findings(self) -> tuple[Finding, ...]:
        """What is listed; a last one says how many more there are."""
        if not self._unlisted:
            return tuple(self._listed)
        text = f"还有 {self._unlisted} 处未列出；请先改正已列出的，再重新导入"
        return (*self._listed, Finding("intake.more", text, place=Place(self.file)))

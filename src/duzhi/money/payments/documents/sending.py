"""Files that leave the house: the batch for the provincial system, and the bank's payment file."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from duzhi.kernel.money import show
from duzhi.money.payments.models import PaymentLine
from duzhi.money.payments.queries import requests
from duzhi.office import api as office

ACCOUNT = "payments.account"
MIRROR_HEAD = (
    *("序号", "支付申请编号（录入后回填）", "本机申请号", "区划代码", "预算年度", "单位代码"),
    *("单位名称", "指标编号", "资金性质", "支出功能科目", "政府经济分类", "部门经济分类"),
    *("项目代码", "收款人名称", "收款人账号", "收款人开户行", "支付金额（元）", "用途"),
    *("结算方式", "采购合同编号"),
)
BANK_HEAD = (
    "支付凭证号", "支付申请号", "行号", "区划代码", "付款单位", "收款人名称", "收款人账号",
    "收款人开户行", "金额（元）", "用途",
)  # fmt: skip


def write_mirror(path: Path, lines: Sequence[PaymentLine]) -> Path:
    """One row a payee in the order the provincial system asks for; amounts are text in 元."""
    rows = [_mirror(no, line) for no, line in enumerate(lines, start=1)]
    return _write(path, "一体化录入", MIRROR_HEAD, rows)


def write_bank(path: Path, lines: Sequence[PaymentLine]) -> Path:
    """One row a payee for the bank, which answers in layout BANK-01."""
    return _write(path, "支付指令", BANK_HEAD, [_bank(line) for line in lines])


def _mirror(no: int, line: PaymentLine) -> tuple[str, ...]:
    row = line.request
    return (
        str(no), row.application, requests.number(row), row.region, str(row.year), row.agency,
        row.agency_name, row.quota_number, row.fund_type, row.subject, row.gov_econ, row.dep_econ,
        row.project, line.payee, _account(line), line.bank, show(line.amount), row.purpose,
        row.method, row.contract,
    )  # fmt: skip


def _bank(line: PaymentLine) -> tuple[str, ...]:
    row = line.request
    return (
        row.voucher, requests.number(row), str(line.no), row.region, row.agency_name, line.payee,
        _account(line), line.bank, show(line.amount), row.purpose,
    )  # fmt: skip


def _account(line: PaymentLine) -> str:
    owner = f"{line.request_id}/{line.no}"
    return office.decrypt(line.account_cipher, purpose=ACCOUNT, owner=owner)


def _write(path: Path, sheet: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bg_color": "#f5f7f9", "border": 1})
        for column, title in enumerate(head):
            page.write_string(0, column, title, bold)
            page.set_column(column, column, max(len(title) * 2, 12))
        for at, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                page.write_string(at, column, text)
        page.freeze_panes(1, 0)
    return path

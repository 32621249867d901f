"""The only writers of treasury: reported days and books, registers, decisions."""

from duzhi.money.treasury.actions.cash import import_balances, import_days, reconcile
from duzhi.money.treasury.actions.decisions import (
    approve_special,
    ask_lending,
    ask_special,
    return_lending,
    sign_lending,
    void_lending,
    void_special,
)
from duzhi.money.treasury.actions.registers import (
    import_advances,
    import_arrear_payments,
    import_dues,
    import_expected,
    import_obligations,
    import_purses,
    import_upper,
)

__all__ = [
    "approve_special",
    "ask_lending",
    "ask_special",
    "import_advances",
    "import_arrear_payments",
    "import_balances",
    "import_days",
    "import_dues",
    "import_expected",
    "import_obligations",
    "import_purses",
    "import_upper",
    "reconcile",
    "return_lending",
    "sign_lending",
    "void_lending",
    "void_special",
]

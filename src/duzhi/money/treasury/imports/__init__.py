"""File layouts of treasury: daily cash and books, registers of what is owed and expected."""

from duzhi.money.treasury.imports import cash, registers

IMPORTS = (*cash.IMPORTS, *registers.IMPORTS)

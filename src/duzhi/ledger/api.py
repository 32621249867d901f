"""What the rest of the house may use of the ledger."""

from duzhi.ledger import export, words
from duzhi.ledger.chart import Account, account, accounts
from duzhi.ledger.close import close_period, closed, reopen_period
from duzhi.ledger.correct import REVERSAL, reverse
from duzhi.ledger.differences import (
    Gap,
    differences,
    explain_difference,
    register_differences,
)
from duzhi.ledger.entries import Detail, EntryLine, entries_of, entry
from duzhi.ledger.facts import Fact, facts, put_facts
from duzhi.ledger.hold import Step, finish, release, remaining, reserve, settle
from duzhi.ledger.limits import available, controlled, limits_of
from duzhi.ledger.lines import (
    Filter,
    Lines,
    Place,
    Row,
    Spread,
    Totals,
    after,
    lines_at,
    spreads,
)
from duzhi.ledger.read import (
    Posting,
    Selection,
    balance,
    grouped,
    holds,
    largest,
    last_day,
    last_entry,
    periods,
    postings,
    turnover,
)
from duzhi.ledger.reclassify import clear_unclassified
from duzhi.ledger.rows import keys
from duzhi.ledger.seal import seal
from duzhi.ledger.turnovers import Turnover, first_day, turnovers
from duzhi.ledger.verify import Proof, register_proofs, verify
from duzhi.ledger.write import Conflict, Posted, Tally, post, post_many

__all__ = [
    "REVERSAL",
    "Account",
    "Conflict",
    "Detail",
    "EntryLine",
    "Fact",
    "Filter",
    "Gap",
    "Lines",
    "Place",
    "Posted",
    "Posting",
    "Proof",
    "Row",
    "Selection",
    "Spread",
    "Step",
    "Tally",
    "Totals",
    "Turnover",
    "account",
    "accounts",
    "after",
    "available",
    "balance",
    "clear_unclassified",
    "close_period",
    "closed",
    "controlled",
    "differences",
    "entries_of",
    "entry",
    "explain_difference",
    "export",
    "facts",
    "finish",
    "first_day",
    "grouped",
    "holds",
    "keys",
    "largest",
    "last_day",
    "last_entry",
    "limits_of",
    "lines_at",
    "periods",
    "post",
    "post_many",
    "postings",
    "put_facts",
    "register_differences",
    "register_proofs",
    "release",
    "remaining",
    "reopen_period",
    "reserve",
    "reverse",
    "seal",
    "settle",
    "spreads",
    "turnover",
    "turnovers",
    "verify",
    "words",
]

"""What the rest of the house may use of the ledger."""

from duzhi.ledger.chart import Account, account, accounts
from duzhi.ledger.close import close_period, closed, reopen_period
from duzhi.ledger.correct import REVERSAL, reverse
from duzhi.ledger.facts import Fact, facts, put_facts
from duzhi.ledger.hold import release, reserve, settle
from duzhi.ledger.limits import available
from duzhi.ledger.read import (
    Posting,
    Selection,
    balance,
    grouped,
    holds,
    last_day,
    last_entry,
    postings,
    turnover,
)
from duzhi.ledger.reclassify import clear_unclassified
from duzhi.ledger.rows import keys
from duzhi.ledger.seal import seal
from duzhi.ledger.verify import verify
from duzhi.ledger.write import Conflict, Posted, Tally, post, post_many

__all__ = [
    "REVERSAL",
    "Account",
    "Conflict",
    "Fact",
    "Posted",
    "Posting",
    "Selection",
    "Tally",
    "account",
    "accounts",
    "available",
    "balance",
    "clear_unclassified",
    "close_period",
    "closed",
    "facts",
    "grouped",
    "holds",
    "keys",
    "last_day",
    "last_entry",
    "post",
    "post_many",
    "postings",
    "put_facts",
    "release",
    "reopen_period",
    "reserve",
    "reverse",
    "seal",
    "settle",
    "turnover",
    "verify",
]

"""Cards of the morning page: requests on their way, and what was approved and is not paid."""

from collections.abc import Mapping
from typing import Any

from duzhi.money.payments import flow
from duzhi.money.payments.queries import funds
from duzhi.money.payments.queries import requests as queries
from duzhi.registry import api as registry
from duzhi.web import api as web

Card = Mapping[str, Any] | None
_DESKS = (flow.FIRST, flow.SECOND, flow.TO_RECORD, flow.RECORDED, flow.RETURNED)


def queue(screen: web.Screen) -> Card:
    """For the payment centre: how many requests stand where; none without any."""
    if not screen.may("payments.review"):
        return None
    place = ("payments.queue", screen.region, screen.by)
    counts = web.kept(place, screen.stamp, lambda: queries.counts(screen.scope()))
    if not counts:
        return None
    cells = []
    for state in _DESKS:
        number, fen = counts.get(state, (0, 0))
        url = screen.link("payments.requests", state=state)
        cells.append(web.Cell(state, url, fen, note=f"{number} 笔"))
    return {"title": "支付申请", "note": "各环节", "cells": cells}


def approved(screen: web.Screen) -> Card:
    """For the budget office: 已批未付 by age; none without any."""
    if not screen.may("quota.create"):
        return None
    place = ("payments.approved", screen.region, screen.on, screen.by)
    bands = web.kept(place, screen.stamp, lambda: _bands(screen))
    if not any(one.papers for one in bands):
        return None
    url = screen.link("payments.funds")
    cells = [web.Cell(one.name, url, one.fen, note=f"{one.papers} 件") for one in bands]
    return {"title": "已批未付", "note": "按批示至今的时间", "cells": cells}


def _bands(screen: web.Screen) -> list[funds.Band]:
    rows = funds.unpaid(screen.scope(), screen.on).filter(region__startswith=screen.region[:6])
    return funds.bands(rows, screen.on)


def _waits(screen: web.Screen) -> int:
    return queries.mine(screen.scopes, screen.by).count()


def _to_send(screen: web.Screen) -> int:
    mode = registry.choice("payment_mode", screen.on)
    return queries.to_send(screen.scope("payments.pay"), mode).count()


DESKS = (
    web.Desk("payments.queue", "笔支付申请等您办理", _waits),
    web.Desk("payments.batches", "笔支付申请等您组成批次", _to_send),
)
PANELS = (
    web.Panel("payments.queue", "支付申请", 12, 26, queue, "web/cells_card.html", 20),
    web.Panel("payments.approved", "已批未付", 12, 27, approved, "web/cells_card.html", 20),
)

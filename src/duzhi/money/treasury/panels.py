"""Cards of the morning page: 今日库款, and what the plan of the day says to its desk."""

from collections.abc import Mapping
from typing import Any

from duzhi.money.treasury.queries import band as bands
from duzhi.money.treasury.queries import board as boards
from duzhi.money.treasury.queries import morning, position
from duzhi.money.treasury.queries.morning import Today
from duzhi.money.treasury.rules.plan.words import day, wan
from duzhi.web import api as web

Card = Mapping[str, Any] | None


def build(screen: web.Screen) -> Card:
    """The card; none where the month has no report."""
    place = ("treasury.position", screen.region, screen.on)
    found = web.kept(place, screen.stamp, lambda: position.position(screen.region, screen.on))
    if found is None:
        return None
    return {
        "found": found,
        "band": bands.band(found),
        "colour": bands.COLOURS.get(found.level, "grey"),
        "k": bands.k_text(found.k),
        "k_net": bands.k_text(found.k_net),
    }


def today(screen: web.Screen) -> Card:
    """For the treasury office what is paid today, for leaders what may go wrong and is owed."""
    office, leads = screen.may("treasury.dispatch"), screen.may("documents.finalise")
    if not office and not leads:
        return None
    _, board = web.kept(
        ("treasury.plan", screen.region, screen.on),
        screen.stamp,
        lambda: boards.made(screen.region, screen.on),
    )
    if board is None:
        return None
    place = ("treasury.today", screen.region, screen.on)
    found = web.kept(place, screen.stamp, lambda: morning.today(board, screen.on))
    cells = [*_today(screen, found)] if office else []
    cells += [*_ahead(screen, found)]
    cells += [*_owed(screen, found)] if leads else []
    return {"title": "付款安排", "note": f"{day(found.start)}起", "cells": cells}


def _today(screen: web.Screen, found: Today) -> tuple[web.Cell, ...]:
    purses, plan = screen.link("treasury.purses"), screen.link("treasury.plan")
    return (
        web.Cell("今日可调度", purses, found.free_fen, note="一般可调度，付款前"),
        web.Cell("今日付", plan, found.pays_fen, note=f"{found.pays} 笔"),
    )


def _ahead(screen: web.Screen, found: Today) -> tuple[web.Cell, ...]:
    """The lowest day, and hard dates that are not met."""
    plan = screen.link("treasury.plan")
    low = day(found.low_on)
    below = found.danger_fen is not None and found.low_fen < found.danger_fen
    if below:
        low += f"，低于警戒线 {wan(found.danger_fen or 0)}"
    cells = [
        web.Cell("三十日最低库款", plan, found.low_fen, note=low, colour="orange" if below else "")
    ]
    if found.held:
        held = f"{found.held} 笔到期付不出"
        cells.append(web.Cell("硬日期缺口", plan, found.held_fen, note=held, colour="red"))
    else:
        cells.append(web.Cell("硬日期缺口", plan, text="无", note="三十日内都能按期付"))
    return tuple(cells)


def _owed(screen: web.Screen, found: Today) -> tuple[web.Cell, ...]:
    """The first month without 三保, and what is owed."""
    gap, what_if = found.gap, screen.link("treasury.what_if", cut=0)
    short = web.Cell("首个三保缺口月", what_if, text="无", note="到年末都能保")
    if gap.month:
        month = f"{gap.month.year}年{gap.month.month}月"
        short = web.Cell(short.label, what_if, gap.missing_fen, note=f"{month}缺口", colour="red")
    arrears = screen.link("treasury.arrears")
    return short, web.Cell("欠账余额", arrears, found.owed_fen, note=f"{found.owed} 笔")


PANELS = (
    web.Panel("treasury.cash", "今日库款", 4, 20, build, "treasury/card.html", 10),
    web.Panel("treasury.today", "付款安排", 12, 25, today, "web/cells_card.html", 20),
)

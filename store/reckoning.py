"""Reckoning with moments in SQL: what the two databases have different words for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from store.sql import Instant


class Later(FunctionElement[dt.datetime]):
    """`Later(moment, minutes)`: the moment so many minutes after, before it if below zero."""

    inherit_cache = True
    type = Instant()


class DayAfter(FunctionElement[dt.date]):
    """`DayAfter(moment, days)`: the day so many days after the one around the moment in UTC."""

    inherit_cache = True
    type = sa.Date()


class Seconds(FunctionElement[int]):
    """`Seconds(since, until)`: how many seconds lie between two moments."""

    inherit_cache = True
    type = sa.BigInteger()


def _parts(element: FunctionElement[Any], compiler: Any, kw: dict[str, Any]) -> Iterator[str]:
    return (f"({compiler.process(each, **kw)})" for each in element.clauses)


@compiles(Later, "postgresql")
def _later_postgresql(element: Later, compiler: Any, **kw: Any) -> str:
    moment, minutes = _parts(element, compiler, kw)
    return f"({moment} + {minutes} * INTERVAL '1 minute')"


@compiles(Later, "sqlite")
def _later_sqlite(element: Later, compiler: Any, **kw: Any) -> str:
    moment, minutes = _parts(element, compiler, kw)
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {moment}, {minutes} || ' minutes')"


@compiles(DayAfter, "postgresql")
def _day_after_postgresql(element: DayAfter, compiler: Any, **kw: Any) -> str:
    moment, days = _parts(element, compiler, kw)
    return f"(CAST(timezone('UTC', {moment}) AS DATE) + {days})"


@compiles(DayAfter, "sqlite")
def _day_after_sqlite(element: DayAfter, compiler: Any, **kw: Any) -> str:
    moment, days = _parts(element, compiler, kw)
    return f"date({moment}, {days} || ' days')"


@compiles(Seconds, "postgresql")
def _seconds_postgresql(element: Seconds, compiler: Any, **kw: Any) -> str:
    since, until = _parts(element, compiler, kw)
    return f"CAST(EXTRACT(EPOCH FROM ({until} - {since})) AS BIGINT)"


@compiles(Seconds, "sqlite")
def _seconds_sqlite(element: Seconds, compiler: Any, **kw: Any) -> str:
    since, until = _parts(element, compiler, kw)
    return f"(strftime('%s', {until}) - strftime('%s', {since}))"

"""Following the chain of seals: is every line what it was when it was sealed, and is none missing?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

GENESIS = b"\x00"

# Every seal with the hash its line has today; a line that is gone has none.
SEALS = """
SELECT s.prev, s.hash, s.line_id, journal_hash(l, s.prev)
FROM journal_seal s LEFT JOIN journal_line l ON l.id = s.line_id WHERE s.chain = %s
"""
UNSEALED = "SELECT min(l.id) FROM journal_line l LEFT JOIN journal_seal s ON s.line_id = l.id WHERE s.line_id IS NULL"


@dataclass(frozen=True)
class Fault:
    """The first bad row of a chain. `chain` is a school's key, 0 for lines without a school."""

    chain: int
    line: int | None
    what: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "the end"
        return f"chain {self.chain}: {where}: {self.what}"


def faults() -> Iterator[Fault]:
    """The first fault of every chain, in order of chain; nothing when all is as it was sealed."""
    for chain, head in _rows("SELECT chain, hash FROM journal_head ORDER BY chain"):
        fault = _follow(chain, bytes(head))
        if fault:
            yield fault
    ((unsealed,),) = _rows(UNSEALED)
    if unsealed:
        yield Fault(0, unsealed, "this line was never sealed")


def _follow(chain: int, head: bytes) -> Fault | None:
    seals = {bytes(prev): (bytes(sealed), line, now) for prev, sealed, line, now in _rows(SEALS, [chain])}
    at, left = GENESIS, len(seals)
    while at in seals:
        sealed, line, now = seals[at]
        if now is None:
            return Fault(chain, line, "the line is gone")
        if bytes(now) != sealed:
            return Fault(chain, line, "the line is not what was sealed")
        at, left = sealed, left - 1
    if left:
        return Fault(chain, min(line for _, line, _ in seals.values()), "seals do not follow one another")
    if at != head:
        return Fault(chain, None, "lines were cut off the end")
    return None


def _rows(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or [])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows

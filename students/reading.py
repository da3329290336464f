"""The sheet of a file that looks most like a list of pupils (the reading itself is `schools.reading`'s)."""

from schools import reading
from schools.tables import Cell

SCORE = "students.dmc.layout.score"


def read_file(content: bytes) -> list[list[Cell]]:
    """The rows of that sheet. Raises schools.tables.Unreadable."""
    return reading.read_file(content, scored_by=SCORE)

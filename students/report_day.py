"""The day DMC made a report, from the time stamp above its heading (domain.md G.1)."""

import re
from datetime import date
from itertools import islice

from schools.calendar import BadDate, parse
from schools.tables import Rows, text_of

_STAMP = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}")


def report_day(rows: Rows, heading_row: int) -> date | None:
    """The first date in the rows above the heading; พ.ศ. and ค.ศ. years understood."""
    for row in islice(rows, heading_row):
        for cell in row:
            if found := _STAMP.search(text_of(cell)):
                try:
                    return parse(found[0]).on
                except BadDate:
                    continue
    return None

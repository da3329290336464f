"""A case that goes with its child to another school, in any state."""

import datetime

from cases.models import Passing
from tests.make.moments import now


def passing(case, *, transfer, by, state="prepared", sections=("reason",), **more):
    """Prepared, its packet holds the reason; withdrawn, nothing."""
    parts = [{"key": "reason", "label": "เหตุที่เปิดเคส", "entries": [{"label": "เหตุที่เปิด", "value": case.reason}]}]
    packet = {
        "parts": parts,
        "notes": [],
        "aspects": list(case.aspects),
        "urgency": case.urgency,
        "reason": case.reason,
    }
    is_kept = state != "withdrawn"
    defaults = {
        "child_name": case.student.full_name,
        "code": case.code,
        "title": case.title,
        "opened_on": case.opened_at.date(),
        "sections": list(sections) if is_kept else [],
        "packet": packet if is_kept else {},
        "made_at": now(),
        "passed_at": now() - datetime.timedelta(hours=1) if state in ("passed", "taken") else None,
    }
    if state == "taken":
        defaults["taken_at"] = now()
    return Passing.objects.create(
        case=case,
        transfer=transfer,
        student=case.student,
        from_school=transfer.from_school,
        to_school=transfer.to_school,
        state=state,
        made_by=by,
        **defaults | more,
    )

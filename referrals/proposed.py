"""What a draft begins with, so that nobody types what the system knows: first words and who is usually asked."""

from datetime import date
from typing import Any

from django.utils import timezone

from cases.models import Case
from referrals.consent import age_band
from referrals.models import AgeBand, Referral
from schools import calendar
from students.models import Guardian


def proposed_consent(referral: Referral, today: date) -> dict[str, Any]:
    """Who is usually asked, from the child's own record, for the form to begin with. Nobody agreed to anything yet."""
    student = referral.student
    proposed: dict[str, Any] = {
        "consent_on": today,
        "head_informed_on": today,
        "consent_age": age_band(student.born_on, today),
    }
    if proposed["consent_age"] == AgeBand.ADULT:
        return proposed | {"consent_by": student.full_name, "consent_relation": "ตัวนักเรียนเอง"}
    order = {who: n for n, who in enumerate((Guardian.Relation.GUARDIAN, Guardian.Relation.MOTHER))}
    named = [who for who in student.guardians.all() if str(who)]
    if first := min(named, key=lambda who: order.get(Guardian.Relation(who.relation), len(order)), default=None):
        relation = first.kinship or first.get_relation_display()
        proposed |= {"consent_by": str(first), "consent_relation": relation}
    return proposed


def drafted_from(case: Case) -> dict[str, str]:
    """The first words of reason, tried and asked, from the case itself and never from its notes."""
    done = case.tasks.filter(done_at__isnull=False).order_by("done_at", "pk")
    return {
        "reason": f"{case.title}\n{case.reason}".strip(),
        "tried": "\n".join(f"{task.text} ({calendar.format_short(timezone.localdate(task.done_at))})" for task in done),
        "asked": f"ขอให้ประเมินและช่วยเหลือ เพื่อให้{case.goal}" if case.goal else "",
    }

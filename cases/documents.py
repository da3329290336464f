"""D3: the report of one case for a meeting (รายงานการช่วยเหลือรายกรณี, ลับ), short form."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from cases import rules
from cases.gaps.about import about
from cases.models import Case, Event, Note, Secrecy, Task, homeroom_of
from journal.papers import Pdf
from schools.models import User


def summary(user: User, *, cid: str, with_name: bool = False) -> Pdf:
    """The name is printed only when asked for; of the notes only the team's, and only to who reads them."""
    seen = Case.objects.visible_to(user).select_related("student__classroom", "school", "owner", "row__round__year")
    case = seen.get(public_id=cid)
    prefetch_related_objects([case], Prefetch("tasks", Task.objects.visible_to(user).in_order()))
    context = {
        "case": case,
        "who": case.student.full_name if with_name else f"นักเรียนรหัส {case.code}",
        "with_name": with_name,
        "about": about(user, case),
        "tasks": case.tasks.all(),
        "notes": notes_for(user, case),
        "events": case.events.filter(kind__in=[Event.Kind.REFERRED, Event.Kind.ANSWERED]).order_by("at"),
        "teacher": homeroom_of(case.student, timezone.localdate()).first(),
        "secret": True,
    }
    return Pdf("cases/pdf/summary.html", context, f"รายงานการช่วยเหลือรายกรณี {case.code}")


def notes_for(user: User, case: Case) -> list[Note]:
    """Team notes as they stand: a corrected note is left out, its correction is there."""
    notes = case.notes.filter(secrecy=Secrecy.TEAM, corrected_by=None).with_readers().order_by("written_at")
    return [note for note in notes if rules.may_read_note(user, case, note)]

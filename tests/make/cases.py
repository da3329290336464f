"""Cases in any state, their tasks and notes."""

import datetime

from cases.models import Case, Note, Task, Words, counted_due
from tests.make.moments import now


def case(student, *, by, owner=None, number=None, state="helping", **more):
    """A case in any state; what the state needs is filled in. `state="helping"`: `owner` (or `by`) has it."""
    defaults = {
        "title": "ช่วยเหลือด้านเศรษฐกิจ",
        "reason": "รายได้ครอบครัวไม่พอค่าอาหาร",
        "aspects": ["economy"],
        "opened_at": now(),
        "touched_at": now(),
    }
    if state != "intake":
        defaults |= {"owner": owner or by, "accepted_by": owner or by, "accepted_at": now()}
    if state == "plan_review":
        defaults |= {"goal": "มีอาหารกลางวันทุกวันเรียน", "plan_asked_by": owner or by, "plan_asked_at": now()}
    if state == "monitoring":
        defaults |= {"monitoring_since": now().date(), "check_on": now().date() + datetime.timedelta(days=30)}
    if state == "closed":
        defaults |= {"outcome": "improved", "closing_text": "มาเรียนสม่ำเสมอ", "closed_by": by, "closed_at": now()}
    return Case.objects.create(
        student=student,
        school=student.school,
        classroom=student.classroom,
        year=2568,
        number=number or Case.objects.filter(school=student.school).count() + 1,
        state=state,
        opened_by=by,
        **defaults | more,
    )


def task(case, text="โทรผู้ปกครอง", *, responsible, due_on=datetime.date(2025, 6, 27), done=False, **more):
    done_at, done_by = (now(), responsible) if done else (None, None)
    made = Task.objects.create(
        case=case,
        student=case.student,
        school=case.school,
        text=text,
        responsible=responsible,
        due_on=due_on,
        added_by=case.opened_by,
        added_at=now(),
        done_at=done_at,
        done_by=done_by,
        **more,
    )
    keep_due(case)
    return made


def keep_due(case):
    """As `cases.actions.timeline.tell` keeps it."""
    case.due_on = (
        Case.objects.annotate(counted=counted_due()).filter(pk=case.pk).values_list("counted", flat=True).get()
    )
    case.save(update_fields=["due_on"])


def note(
    case,
    text="นักเรียนเล่าว่ากินข้าวเช้าที่โรงเรียน",
    *,
    by,
    child_words="",
    secrecy="team",
    readers=(),
    written_at=None,
    **more,
):
    """A note; one that is not the whole team's has its words behind their own wall."""
    whose = {"student": case.student, "school": case.school, "secrecy": secrecy}
    words = {"text": text, "child_words": child_words}
    is_open = secrecy == "team"
    made = Note.objects.create(
        case=case, written_by=by, written_at=written_at or now(), **whose, **(words if is_open else {}), **more
    )
    if not is_open:
        Words.objects.create(note=made, writer=by, readers=[reader.pk for reader in readers], **whose, **words)
    return made

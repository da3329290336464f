"""The class page of words for the next teacher (ใบส่งต่อข้อมูล): written, decided on, read, printed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom
from students import actions, documents, rules
from students.forms import HandoverForm
from students.models import Handover, Student
from students.views.registrar import page, typed


@dataclass(frozen=True)
class Row:
    student: Student
    kept: Handover | None
    form: HandoverForm | None


@page
def handover(request: StaffRequest, cid: str) -> HttpResponse:
    """Teachers of the room write; the counselor reads and decides; both read what came with the children."""
    classroom = the_room(request, cid)
    may_write = rules.may_write_handover(request.user, classroom)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    rows = rows_of(request, classroom, may_write=may_write)
    sent = [(row.student, row.form) for row in rows if row.form and row.form.is_bound]
    if request.method == "POST" and all([form.is_valid() for _, form in sent]):
        said = {student: (form.cleaned_data["works"], form.cleaned_data["watch"]) for student, form in sent}
        address = reverse("students:handover", args=[cid])
        changed = actions.write_handovers(classroom, said=said, url=address, by=request.user)
        messages.success(request, f"บันทึกแล้ว {changed} คน ครูแนะแนวจะดูก่อนส่งต่อ" if changed else "ไม่มีอะไรเปลี่ยน")
        return redirect(address)
    came = documents.came_with(request.user, classroom)
    if request.method in ("GET", "HEAD"):
        read = [*(row.student.pk for row in rows if row.kept), *(one.student_id for one in came)]
        record(Verb.VIEWED, classroom, by=request.user, students=sorted(set(read)), page="handover")
    context: dict[str, Any] = {
        "classroom": classroom,
        "rows": rows,
        "came": came,
        "wrong": [row for row in rows if row.form and row.form.errors],
        "may_write": may_write,
        "may_decide": rules.may_decide_handover(request.user, classroom),
        "waiting": sum(row.kept is not None and row.kept.state == Handover.State.PROPOSED for row in rows),
    }
    return render(request, "students/handover.html", context)


@require_POST
def decide_handover(request: StaffRequest, cid: str) -> HttpResponse:
    """`do`: "pass" or "withhold" for the ticked children, "pass-all" for everything that waits."""
    classroom = the_room(request, cid)
    if not rules.may_decide_handover(request.user, classroom):
        raise PermissionDenied
    do = request.POST.get("do", "")
    shown = {
        name.removeprefix("read-"): str(digest) for name, digest in request.POST.items() if name.startswith("read-")
    }
    wanted = set(shown) if do == "pass-all" else set(request.POST.getlist("child"))
    written = Handover.objects.visible_to(request.user).filter(classroom=classroom, student__public_id__in=wanted)
    if do == "pass-all":
        written = written.filter(state=Handover.State.PROPOSED)
    names = {one.student_id: one.student for one in written.select_related("student")}
    read = {pk: shown.get(child.public_id, "") for pk, child in names.items()}
    passes = do in ("pass", "pass-all")
    changed, unread = actions.decide_handovers(classroom, read=read, passes=passes, by=request.user)
    messages.success(request, f"{'ส่งต่อ' if passes else 'ไม่ส่งต่อ'} {changed} คน")
    if unread:
        who = " ".join(names[pk].short_name for pk in unread)
        messages.warning(request, f"ข้อความของ{who}ถูกแก้หลังจากที่คุณเปิดหน้านี้ ยังไม่ได้เลือก อ่านแล้วเลือกอีกครั้ง")
    return redirect("students:handover", cid=cid)


@require_safe
def handover_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """What came with the children of the room, for their teacher."""
    classroom = the_room(request, cid)
    came = documents.came_with(request.user, classroom)
    return disclose(
        request,
        documents.handover_sheet,
        about=classroom,
        filename=f"จากครูคนก่อน-{classroom.name.replace('/', '-')}-ลับ.pdf",
        students=sorted({one.student_id for one in came}),
        kind="handover",
        classroom_id=classroom.pk,
    )


def the_room(request: StaffRequest, cid: str) -> Classroom:
    rooms = Classroom.objects.visible_to(request.user).select_related("school", "year")
    classroom = get_object_or_404(rooms, public_id=cid)
    if not (rules.may_write_handover(request.user, classroom) or rules.may_decide_handover(request.user, classroom)):
        raise PermissionDenied("หน้านี้สำหรับครูประจำชั้นของห้องและครูแนะแนว")
    return classroom


def rows_of(request: StaffRequest, classroom: Classroom, *, may_write: bool) -> list[Row]:
    """The room's children as its teachers see them; for the counselor also those who have gone on since."""
    written = Handover.objects.visible_to(request.user).filter(classroom=classroom, year=classroom.year_id)
    kept = {one.student_id: one for one in written.select_related("by", "decided_by")}
    here = Student.objects.visible_to(request.user).in_room(classroom)
    gone = Student.objects.visible_to(request.user).filter(pk__in=kept)
    children = list(here.by_number())
    children += [child for child in gone.by_number() if child not in children]
    rows = []
    for child in children:
        one = kept.get(child.pk)
        start = {"works": one.works, "watch": one.watch} if one else {"works": "", "watch": ""}
        # Who joined the room after the page was made has no fields on it, and keeps what was written of her.
        is_there = any(name.startswith(f"{child.public_id}-") for name in request.POST)
        sent = typed(request) if is_there else None
        form = HandoverForm(sent, prefix=child.public_id, initial=start) if may_write else None
        rows.append(Row(child, one, form))
    return rows

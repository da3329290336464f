"""A child between two schools of the area: asked for, prepared and shown, accepted or not (ย้ายโรงเรียน)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.actions import line
from journal.models import Verb
from schools.http import StaffRequest, once
from schools.models import School
from students import actions, rules
from students.forms import OFFERED_HERE, AcceptForm, AskTransferForm, DeclineForm, OfferForm
from students.models import Student, Transfer
from students.rules import chooses_section
from students.sections import ALWAYS
from students.views.checking import drawn
from students.views.imports import the_import
from students.views.registrar import attempt, page, page_of, rooms_of, the_child, typed, viewed


@dataclass(frozen=True)
class Part:
    """A section as this person sees it; without entries it is for others to read."""

    label: str
    entries: list[dict[str, str]] | None


@require_safe
def transfers(request: StaffRequest) -> HttpResponse:
    """What is open first, then what is over; the old school keeps the header of who has gone."""
    if not rules.may_see_transfers(request.user):
        raise PermissionDenied("หน้านี้สำหรับนายทะเบียน ครูแนะแนว และ ผอ.")
    found = Transfer.objects.visible_to(request.user).select_related("from_school", "to_school").order_by("-made_at")
    listed = [*Transfer.objects.visible_to(request.user).asked_for(), *found[:300]]
    children = Student.objects.visible_to(request.user).filter(pk__in=[one.student_id for one in listed])
    named = {child.pk: child.full_name for child in children}
    ours = request.user.rights.schools("registrar", "counselor", "head")
    lines = [(one, one.child_name or named.get(one.student_id, ""), one.to_school_id in ours) for one in listed]
    context = {
        "open": [one for one in lines if one[0].is_open],
        "closed": [one for one in lines if not one[0].is_open],
        "may_ask": rules.may_ask_transfer(request.user),
    }
    return render(request, "students/transfers.html", context)


@page
def ask_transfer(request: StaffRequest) -> HttpResponse:
    """By the number of the register; whose it is nobody learns here. The form of a new child leads here as well."""
    if not rules.may_ask_transfer(request.user):
        raise PermissionDenied
    schools = School.objects.visible_to(request.user).filter(pk__in=request.user.rights.schools("registrar"))
    school = schools.order_by("pk")[0]
    known = number_on_the_way(request)
    form = AskTransferForm(initial={"number": known}) if known else AskTransferForm(typed(request))
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: asked(request, school, form)))
        if answer:
            return answer
    return render(request, "students/ask_transfer.html", {"form": form, "school": school})


def number_on_the_way(request: StaffRequest) -> str:
    """The number of the form or of the file's row that led here, so that nobody types it twice."""
    if request.method != "POST" or "number" in request.POST:
        return ""
    if "identifier" in request.POST:
        return request.POST["identifier"]
    run = the_import(request, request.GET.get("import", ""))
    plan = drawn(request, run) if run.is_mapped else None
    row = request.POST.get("row", "")
    problems = plan.errors if plan else []
    return next((one.value for one in problems if str(one.row) == row and one.field == "national_id"), "")


def asked(request: StaffRequest, school: School, form: AskTransferForm) -> str:
    number, reason = form.cleaned_data["number"], form.cleaned_data["reason"]
    transfer = actions.ask_transfer(school, number=number, reason=reason, by=request.user)
    messages.success(request, "ส่งคำขอย้ายเข้าแล้ว โรงเรียนเดิมจะเห็นในหน้าวันนี้")
    return address(transfer)


@page
def offer_transfer(request: StaffRequest, sid: str) -> HttpResponse:
    """Where she goes and what goes along; what was chosen is shown on the next page before it is offered."""
    student = the_child(request, sid)
    if not rules.may_prepare_transfer(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    begun = open_one(request, student)
    if begun is not None and begun.state == Transfer.State.OFFERED:
        return redirect(address(begun))
    own = [one for one in OFFERED_HERE if chooses_section(request.user, one.key, student.school_id)]
    is_asked = begun is not None and (begun.was_asked or begun.state == Transfer.State.ASKED)
    asked_by = begun.to_school if begun is not None and is_asked else None
    initial: dict[str, Any] = {"sections": [one.key for one in own], "to_school": asked_by}
    if begun is not None and begun.state == Transfer.State.PREPARED:
        initial = {"sections": begun.sections, "to_school": begun.to_school, "reason": begun.reason}
    form = OfferForm(typed(request), student=student, own=own, asked_by=asked_by, initial=initial)
    if form.is_valid():
        keys = [one.key for one in own]
        answer = attempt(form, lambda: redirect(prepared(request, student, form, keys)))
        if answer:
            return answer
    context = {"student": student, "form": form, "begun": begun}
    return render(request, "students/offer_transfer.html", context)


def prepared(request: StaffRequest, student: Student, form: OfferForm, own: list[str]) -> str:
    fields = {"sections": [], **form.cleaned_data}
    return address(actions.prepare_transfer(student, own=[*own, *ALWAYS], by=request.user, **fields))


def open_one(request: StaffRequest, student: Student) -> Transfer | None:
    mine = Transfer.objects.visible_to(request.user).filter(student=student).select_related("to_school")
    return next((one for one in mine.order_by("-made_at") if one.is_open), None)


@require_safe
def transfer(request: StaffRequest, tid: str) -> HttpResponse:
    """Both sides' page: what is passed on as each may read it, and what is this person's to do now."""
    found = the_transfer(request, tid)
    looked(request, found)
    return render(request, "students/transfer.html", context_of(request, found))


@page
def accept_transfer(request: StaffRequest, tid: str) -> HttpResponse:
    found = the_transfer(request, tid)
    if not rules.may_answer_transfer(request.user, found):
        raise PermissionDenied
    form = accept_form(request, found)
    if form is None:
        return redirect(address(found))
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: accepted(request, found, form)))
        if answer:
            return answer
    return render(request, "students/accept_transfer.html", context_of(request, found) | {"form": form})


def accepted(request: StaffRequest, found: Transfer, form: AcceptForm) -> str:
    student = actions.accept_transfer(found, by=request.user, **{"level": None, **form.cleaned_data})
    messages.success(request, f"รับ{student.full_name}เข้าเรียนแล้ว")
    return page_of(student)


@page
def decline_transfer(request: StaffRequest, tid: str) -> HttpResponse:
    """The new school does not take an offered child; the old one does not give a child that was asked for."""
    found = the_transfer(request, tid)
    is_asked = found.state == Transfer.State.ASKED
    may = rules.may_keep_transfer if is_asked else rules.may_answer_transfer
    if not may(request.user, found):
        raise PermissionDenied
    form = DeclineForm(typed(request))
    if form.is_valid():
        answer = attempt(form, lambda: declined(request, found, form))
        if answer:
            return answer
    return render(request, "students/decline_transfer.html", {"transfer": found, "form": form, "is_asked": is_asked})


def declined(request: StaffRequest, found: Transfer, form: DeclineForm) -> HttpResponse:
    actions.decline_transfer(found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, "ตอบแล้ว ข้อมูลที่ส่งมาถูกนำออก")
    return redirect("students:transfers")


@require_POST
def send_transfer(request: StaffRequest, tid: str) -> HttpResponse:
    found = the_transfer(request, tid)
    if not rules.may_keep_transfer(request.user, found):
        raise PermissionDenied
    return tried(request, found, lambda: actions.offer_transfer(found, by=request.user), "เสนอให้โรงเรียนใหม่แล้ว")


@require_POST
def revoke_transfer(request: StaffRequest, tid: str) -> HttpResponse:
    """A request is taken back by who asked, an offer by who offered."""
    found = the_transfer(request, tid)
    may = rules.may_answer_transfer if found.state == Transfer.State.ASKED else rules.may_keep_transfer
    if not may(request.user, found):
        raise PermissionDenied
    return tried(request, found, lambda: actions.revoke_transfer(found, by=request.user), "ถอนเรื่องแล้ว")


def tried(request: StaffRequest, found: Transfer, act: Any, says: str) -> HttpResponse:
    try:
        act()
        messages.success(request, says)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(address(found))


def the_transfer(request: StaffRequest, tid: str) -> Transfer:
    asked_for = [one for one in Transfer.objects.visible_to(request.user).asked_for() if one.public_id == tid]
    if asked_for:
        return asked_for[0]
    mine = Transfer.objects.visible_to(request.user).select_related("from_school", "to_school", "to_classroom")
    return get_object_or_404(mine, public_id=tid)


def looked(request: StaffRequest, found: Transfer) -> None:
    """A line at the reader's school: the packet is about a child whom she may not see (yet, or any more)."""
    ours = request.user.rights.schools("registrar", "counselor", "head")
    school = found.to_school_id if found.to_school_id in ours else found.from_school_id
    who = [found.student_id]
    line(Verb.VIEWED, "students.Transfer", found.pk, by=request.user, school=school, students=who, page="transfer")


def accept_form(request: StaffRequest, found: Transfer) -> AcceptForm | None:
    if found.state != Transfer.State.OFFERED or not rules.may_answer_transfer(request.user, found):
        return None
    return AcceptForm(typed(request), rooms=rooms_of(request, found.to_school_id), initial={"on": timezone.localdate()})


def context_of(request: StaffRequest, found: Transfer) -> dict[str, Any]:
    user = request.user
    child = Student.objects.visible_to(user).filter(pk=found.student_id).first()
    keeps = rules.may_keep_transfer(user, found)
    shows = found.state == Transfer.State.OFFERED or keeps or found.state == Transfer.State.ACCEPTED
    return {
        "transfer": found,
        "child": child,
        "name": found.child_name or (child.full_name if child else ""),
        "keeps": keeps,
        "answers": rules.may_answer_transfer(user, found),
        "parts": parts_of(request, found) if shows else [],
        "letters": keeps and chooses_section(user, "screening", found.from_school_id),
    }


def parts_of(request: StaffRequest, found: Transfer) -> list[Part]:
    return [
        Part(
            part["label"],
            part["entries"]
            if rules.may_read_part(request.user, found, part["key"], is_sensitive=part.get("is_sensitive", False))
            else None,
        )
        for part in found.packet.get("parts", [])
    ]


def address(found: Transfer) -> str:
    return reverse("students:transfer", args=[found.public_id])

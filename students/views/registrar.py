"""One child at a time: adding, correcting, her number in the register, her room, her leaving."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from schools.models import Classroom
from students import actions, national_id, rules
from students.forms import (
    RELATIONS,
    AddForm,
    GuardianForm,
    IdentifyForm,
    IdentityForm,
    KnowForm,
    LeaveForm,
    MoveForm,
    said,
)
from students.identifiers import masked
from students.models import Student
from students.search_key import search_key

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def add_student(request: StaffRequest) -> HttpResponse:
    if not rules.may_add(request.user):
        raise PermissionDenied
    rooms = rooms_of(request, *request.user.rights.schools("registrar"))
    form = AddForm(typed(request), rooms=rooms)
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: added(request, form)))
        if answer:
            return answer
    return render(request, "students/add_student.html", {"form": form, "rooms": rooms})


def added(request: StaffRequest, form: AddForm) -> str:
    asked = {"is_sure", "is_another"}
    fields = {name: value for name, value in form.cleaned_data.items() if name not in asked}
    names = namesakes(request, fields)
    if names and not form.cleaned_data["is_another"]:
        raise form.same_name(names)
    student = actions.add_student(**fields, from_on=timezone.localdate(), by=request.user)
    messages.success(request, f"เพิ่ม{student.full_name}แล้ว")
    return page_of(student)


def namesakes(request: StaffRequest, fields: dict[str, Any]) -> list[str]:
    """Search before create: who has the name already, with her room."""
    key = search_key(fields["first_name"], fields["last_name"])
    children = Student.objects.visible_to(request.user).select_related("classroom")
    same = children.filter(school=fields["classroom"].school_id, search_key__startswith=key).in_thai_order()[:5]
    return [f"{child.full_name} {child.classroom or '(ออกแล้ว)'}" for child in same]


@page
def edit_student(request: StaffRequest, sid: str) -> HttpResponse:
    """The registrar mends everything, who knows the child adds what DMC does not know."""
    student = the_child(request, sid)
    if not rules.may_tell(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    form, guardians = forms_about(request, student)
    if form.is_valid() and all(guardian.is_valid() for _, _, guardian in guardians):
        try:
            answer = attempt(form, lambda: corrected(request, student, form, guardians))
        except actions.Changed:
            student = the_child(request, sid)
            answer, (form, guardians) = None, forms_about(request, student)
        if answer:
            return answer
    may_correct = rules.may_correct(request.user, student)
    context = {"student": student, "form": form, "guardians": guardians, "may_correct": may_correct}
    return render(request, "students/edit_student.html", context)


Guardians = list[tuple[str, str, GuardianForm]]


def forms_about(request: StaffRequest, student: Student) -> tuple[Form, Guardians]:
    form_class: type[Form] = IdentityForm if rules.may_correct(request.user, student) else KnowForm
    return form_class(typed(request), initial=said(form_class, student)), guardian_forms(request, student)


def guardian_forms(request: StaffRequest, student: Student) -> Guardians:
    held = {guardian.relation: guardian for guardian in student.guardians.all()}
    return [
        (
            relation,
            str(label),
            GuardianForm(typed(request), prefix=relation, initial=said(GuardianForm, held.get(relation))),
        )
        for relation, label in RELATIONS
    ]


def corrected(request: StaffRequest, student: Student, form: Form, guardians: Guardians) -> HttpResponse:
    told = {relation: guardian.cleaned_data for relation, _, guardian in guardians}
    shown = {**form.initial, **{relation: guardian.initial for relation, _, guardian in guardians}}
    actions.correct(student, guardians=told, shown=shown, by=request.user, **form.cleaned_data)
    messages.success(request, "บันทึกแล้ว")
    return redirect(page_of(student))


@page
def identify(request: StaffRequest, sid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not rules.may_correct(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    form = IdentifyForm(typed(request))
    if form.is_valid():
        number = form.cleaned_data["number"]
        answer = attempt(form, lambda: identified(request, student, number))
        if answer:
            return answer
    current = student.identifiers.current().first()
    context = {"student": student, "form": form, "current": current, "masked": masked(current)}
    return render(request, "students/identify.html", context)


def identified(request: StaffRequest, student: Student, number: str) -> HttpResponse:
    actions.identify(student, kind=str(national_id.kind_of(number)), number=number, by=request.user)
    messages.success(request, "บันทึกเลขประจำตัวแล้ว")
    return redirect(page_of(student))


@page
def move_student(request: StaffRequest, sid: str) -> HttpResponse:
    """Another room; for a child who has left, a room again."""
    student = the_child(request, sid)
    if not rules.may_correct(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    rooms = rooms_of(request, student.school_id)
    form = MoveForm(typed(request), rooms=rooms, initial={"on": timezone.localdate()})
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: moved(request, student, form.cleaned_data)))
        if answer:
            return answer
    return render(request, "students/move_student.html", {"student": student, "form": form})


def moved(request: StaffRequest, student: Student, fields: dict[str, Any]) -> str:
    if student.is_enrolled():
        actions.move_room(student, by=request.user, **fields)
    else:
        actions.enrol(student, from_on=fields.pop("on"), by=request.user, **fields)
    messages.success(request, f"{student.full_name} อยู่ห้อง {fields['classroom'].name} แล้ว")
    return page_of(student)


@page
def leave(request: StaffRequest, sid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not rules.may_correct(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    form = LeaveForm(typed(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        answer = attempt(form, lambda: left(request, student, form))
        if answer:
            return answer
    return render(request, "students/leave.html", {"student": student, "form": form})


def left(request: StaffRequest, student: Student, form: LeaveForm) -> HttpResponse:
    actions.leave(student, on=form.cleaned_data["on"], by=request.user)
    messages.success(request, f"จำหน่าย{student.full_name}แล้ว ข้อมูลทั้งหมดยังอยู่")
    return redirect(page_of(student))


def typed(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def attempt(form: Form, act: Any) -> HttpResponse | None:
    """The act's answer, or nothing and the refusal at its field."""
    try:
        answer: HttpResponse = act()
    except ValidationError as refusal:
        say(form, refusal)
        return None
    return answer


def say(form: Form, refusal: ValidationError) -> None:
    """A refusal stands at its field when the form has one of this name; `number` may be called `identifier`."""
    for name, texts in getattr(refusal, "message_dict", {None: refusal.messages}).items():
        field = "identifier" if name == "number" and "identifier" in form.fields and is_about_id(texts) else name
        form.add_error(field if field in form.fields else None, texts)


def is_about_id(texts: list[str]) -> bool:
    return not any(text.startswith("มีนักเรียนเลขที่") for text in texts)


def the_child(request: StaffRequest, sid: str) -> Student:
    children = Student.objects.visible_to(request.user).select_related("classroom", "school")
    return get_object_or_404(children, public_id=sid)


def viewed(request: StaffRequest, student: Student) -> None:
    """A page that shows a child leaves a line; what is sent leaves its own."""
    if request.method == "GET" and request.resolver_match:
        record(Verb.VIEWED, student, by=request.user, page=request.resolver_match.url_name)


def rooms_of(request: StaffRequest, *schools: int) -> QuerySet[Classroom]:
    """This year's rooms of these schools."""
    today = timezone.localdate()
    visible = Classroom.objects.visible_to(request.user).filter(school__in=schools)
    return visible.filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()


def page_of(student: Student) -> str:
    return reverse("studentcare:student", kwargs={"sid": student.public_id})

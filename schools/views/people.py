"""The staff of a school or an area: who they are, what they may, and the way in for who has none yet."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools import actions, codes, rules
from schools.documents import SLIPS_AT_ONCE
from schools.duties import sees
from schools.forms.people import NewPersonForm, PeopleFilter, PersonForm
from schools.http import StaffRequest, once
from schools.models import Appointment, OneTimeCode, User
from schools.stepup import confirm, must_confirm
from schools.thai import fold, sort_key

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: StaffRequest) -> HttpResponse:
    """The list. A name that is searched comes by POST, so that it never stands in an address."""
    if not rules.may_see_people(request.user):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชีและผู้บริหาร")
    given = {name: request.GET.get(name, "") for name in ("role", "never", "new")}
    form = PeopleFilter(request.POST if request.method == "POST" else given)
    everybody = list(User.objects.visible_to(request.user).listed_for(request.user).with_duties(timezone.localdate()))
    shown = sorted(
        chosen(request.user, everybody, form), key=lambda person: sort_key(f"{person.first_name} {person.last_name}")
    )
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows(request.user, list(page)),
        "total": len(everybody),
        "many_schools": len({person.school_id for person in everybody}) > 1,
        "most_slips": SLIPS_AT_ONCE,
        "may_add": rules.may_add_people(request.user),
        "filtered": "&".join(f"{name}={value}" for name, value in given.items() if value and form.is_valid()),
    }
    return render(request, "schools/people.html", context)


def chosen(user: User, everybody: list[User], form: PeopleFilter) -> list[User]:
    """Those the filter leaves; an impossible filter leaves everybody."""
    if not form.is_valid():
        return everybody
    wanted = form.cleaned_data
    q, role, today = fold(wanted["q"]), wanted["role"], timezone.localdate()
    given = Appointment.objects.visible_to(user).begun_lately(today)
    newly = set(given.values_list("user", flat=True)) if wanted["new"] else set()
    return [
        person
        for person in everybody
        if (not q or q in fold(f"{person.first_name} {person.last_name}") or q in person.username)
        and (not role or (role in person.rights.roles if role != "none" else not person.rights.held))
        and not (wanted["never"] and person.last_login)
        and (not wanted["new"] or person.pk in newly)
    ]


def rows(user: User, shown: list[User]) -> list[tuple[User, datetime | None, bool]]:
    """(person, until when her unused code works, may she get a slip)."""
    live = OneTimeCode.objects.visible_to(user).live(timezone.now()).filter(user__in=shown)
    until = {code.user_id: code.expires_at for code in live}
    return [
        (person, until.get(person.pk), person.last_login is None and rules.may_keep(user, person)) for person in shown
    ]


@require_safe
def person(request: StaffRequest, uid: str) -> HttpResponse:
    return render(request, "schools/person.html", about(request, opened(request, uid)))


def opened(request: StaffRequest, uid: str) -> User:
    """The person of the address: 404 when not visible, 403 when visible and not hers to manage."""
    found: User = get_object_or_404(
        User.objects.visible_to(request.user).select_related("school", "area"), public_id=uid
    )
    if not rules.may_open(request.user, found):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชีและผู้บริหาร")
    return found


def about(request: StaffRequest, person: User) -> dict[str, Any]:
    """What the person's page shows."""
    today = timezone.localdate()
    held = person.appointments.select_related("school", "classroom", "group", "area").order_by("-from_on", "role")
    duties = [(one, sees(one), rules.may_end(request.user, one)) for one in held if one.until_on >= today]
    return {
        "person": person,
        "duties": duties,
        "past": [one for one in held if one.until_on < today],
        "code": OneTimeCode.objects.visible_to(request.user).live(timezone.now()).filter(user=person).first(),
        "may_keep": rules.may_keep(request.user, person),
        "is_head": person.rights.has("head"),
        "may_code": rules.may_code(request.user, person),
        "may_relieve": rules.may_relieve(request.user, person),
        "may_appoint": rules.may_appoint(request.user, person),
        "today": today,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: StaffRequest) -> HttpResponse:
    if not rules.may_add_people(request.user):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชี")
    form = NewPersonForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: added(request, form))
    return render(request, "schools/add_person.html", {"form": form})


def added(request: StaffRequest, form: NewPersonForm) -> str:
    given = dict(form.cleaned_data)
    area = request.user.area if given["school"] is None else None
    made = actions.add_person(**given, area=area, by=request.user)
    messages.success(request, f"เพิ่ม{made.display_name}แล้ว ชื่อผู้ใช้คือ {made.username} ต่อไปแต่งตั้งหน้าที่ แล้วออกรหัสใช้ครั้งเดียว")
    return reverse("schools:person", args=[made.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: StaffRequest, uid: str) -> HttpResponse:
    person = opened(request, uid)
    if not rules.may_keep(request.user, person):
        raise PermissionDenied("แก้ข้อมูลได้เฉพาะผู้ดูแลบัญชีนี้")
    now = {name: getattr(person, name) for name in PersonForm.base_fields if name != "seen"}
    form = PersonForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.edit_person(person, **form.cleaned_data, by=request.user)
        messages.success(request, "บันทึกแล้ว")
        return redirect("schools:person", uid=uid)
    return render(request, "schools/edit_person.html", {"form": form, "person": person})


@require_POST
def make_code(request: StaffRequest, uid: str) -> HttpResponse:
    """The code stands on this answer and nowhere else: not in the session, not in the database."""
    person = opened(request, uid)
    if not rules.may_code(request.user, person):
        raise PermissionDenied("ออกรหัสได้เฉพาะผู้ดูแลบัญชีนี้ รหัสของผู้อำนวยการออกโดยผู้ดูแลบัญชีของเขต")
    if must_confirm(request):
        return confirm(request)
    code = actions.make_code(person, by=request.user)
    context = {
        "person": person,
        "code": codes.spoken(code),
        "until": timezone.now() + codes.LIFE,
        "address": address_of_codes(request),
    }
    return render(request, "schools/make_code.html", context)


def address_of_codes(request: HttpRequest) -> str:
    """What is typed into a browser to use a code."""
    return request.build_absolute_uri(reverse("schools:use_code"))


@require_http_methods(["GET", "HEAD", "POST"])
def close_account(request: StaffRequest, uid: str) -> HttpResponse:
    person = opened(request, uid)
    if not rules.may_keep(request.user, person):
        raise PermissionDenied("ปิดบัญชีได้เฉพาะผู้ดูแลบัญชีนี้")
    if request.method == "POST":
        actions.close_account(person, by=request.user)
        messages.success(request, f"ปิดบัญชีของ{person.display_name}แล้ว")
        return redirect("schools:people")
    duties = [
        one
        for one in person.appointments.select_related("school", "classroom", "group", "area")
        if one.until_on >= timezone.localdate()
    ]
    return render(request, "schools/close_account.html", {"person": person, "duties": duties})

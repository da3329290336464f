"""Many accounts from one Excel list, and the printed slips that bring their owners in."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.papers import disclose
from schools import actions, codes, documents, roster, rules
from schools.forms.people import RosterForm
from schools.http import StaffRequest, once
from schools.models import User
from schools.reading import read_file
from schools.register import known
from schools.roster import Checked, Entry
from schools.stepup import confirm, must_confirm
from schools.tables import Unreadable
from schools.thai import clean
from schools.views.people import address_of_codes

LONGEST_LIST = 400_000  # characters of a checked list on its way back


@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: StaffRequest) -> HttpResponse:
    """Choose a file, look at every row, then add them all at once. The list travels in the page, nowhere else."""
    if not rules.may_add_people(request.user):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชี")
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return page(request, RosterForm())
    if "rows" in request.POST:
        return confirmed(request)
    if form.is_valid():
        try:
            entries = roster.read(read_file(form.cleaned_data["file"].read()))
        except (Unreadable, roster.NoHeading) as refused:
            form.add_error("file", str(refused))
        else:
            if 0 < len(entries) <= roster.MOST:
                return checked_page(request, entries)
            form.add_error("file", "ไฟล์นี้ไม่มีรายชื่อ" if not entries else f"ไฟล์นี้มีเกิน {roster.MOST} คน แบ่งเป็นหลายไฟล์")
    return page(request, form)


def page(request: StaffRequest, form: RosterForm, **more: Any) -> HttpResponse:
    context = {"form": form, "many_schools": request.user.rights.has("area_admin"), **more}
    return render(request, "schools/import_people.html", context)


def checked_page(request: StaffRequest, entries: list[Entry]) -> HttpResponse:
    checked = roster.check(entries, known(request.user))
    good = [one for one in checked if not one.problems]
    return page(
        request,
        RosterForm(),
        checked=sorted(checked, key=lambda one: (not one.problems, one.entry.row)),
        good=len(good),
        bad=len(checked) - len(good),
        rows=json.dumps([vars(one.entry) for one in checked], ensure_ascii=False),
    )


def confirmed(request: StaffRequest) -> HttpResponse:
    """Every row is checked again: what comes back from a browser is nobody's word."""
    entries = sent_back(request.POST.get("rows", ""))
    if entries is None:
        messages.warning(request, "รายชื่อที่ส่งกลับมาไม่ครบ เลือกไฟล์อีกครั้ง")
        return redirect("schools:import_people")
    if must_confirm(request):
        return confirm(request)
    good = [one for one in roster.check(entries, known(request.user)) if not one.problems]
    return once(request, lambda: added(request, good))


def added(request: StaffRequest, good: list[Checked]) -> str:
    made = actions.add_people(good, by=request.user)
    messages.success(request, f"เพิ่มบัญชี {len(made)} คนแล้ว ต่อไปพิมพ์ใบรหัสใช้ครั้งเดียวให้แต่ละคน")
    return reverse("schools:people") + "?never=on"


def sent_back(text: str) -> list[Entry] | None:
    """The entries of the hidden field, or None when it is not what we wrote."""
    try:
        rows = json.loads(text[:LONGEST_LIST])
        entries = [Entry(**{**{name: str(told) for name, told in row.items()}, "row": row["row"]}) for row in rows]
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    sane = all(isinstance(one.row, int) for one in entries) and "\\u0000" not in text and len(entries) <= roster.MOST
    return entries if sane and entries else None


@require_safe
def staff_form_xlsx(request: StaffRequest) -> HttpResponse:
    """The form of a staff list, with two examples to overwrite."""
    if not rules.may_add_people(request.user):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชี")
    return disclose(request, documents.staff_form, about=request.user, filename="แบบรายชื่อบุคลากร.xlsx")


@require_POST
def slips_pdf(request: StaffRequest) -> HttpResponse:
    """New codes for the chosen people who never signed in, on slips to cut. The codes exist only on that paper."""
    if not rules.may_add_people(request.user):
        raise PermissionDenied("พิมพ์ใบรหัสได้เฉพาะผู้ดูแลบัญชี")
    chosen = [clean(value) for value in request.POST.getlist("people")[: documents.SLIPS_AT_ONCE]]
    listed = (
        User.objects.visible_to(request.user)
        .listed_for(request.user)
        .with_duties(timezone.localdate())
        .filter(last_login=None)
    )
    people = [person for person in listed.filter(public_id__in=chosen) if rules.may_code(request.user, person)]
    if not people:
        messages.warning(request, "เลือกคนที่ยังไม่เคยเข้าระบบอย่างน้อย 1 คน แล้วพิมพ์ใบรหัส")
        return redirect(reverse("schools:people") + "?never=on")
    if must_confirm(request):
        return confirm(request)
    made: dict[int, str] = actions.make_codes(people, by=request.user)
    about: Any = request.user.school or request.user.area
    return disclose(
        request,
        documents.slips,
        about=about,
        filename="ใบรหัสใช้ครั้งเดียว.pdf",
        codes_of=made,
        until=timezone.now() + codes.LIFE,
        address=address_of_codes(request),
    )

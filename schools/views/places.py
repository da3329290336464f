"""Schools, rooms, and the area office with its groups."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Func, IntegerField, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from schools import actions, calendar, rules
from schools.duties import held
from schools.forms.places import AreaForm, ClassroomForm, GroupForm, SchoolForm
from schools.http import StaffRequest, once
from schools.models import AcademicYear, Area, Classroom, QualityGroup, School
from schools.thai import sort_key

READERS = ("GET", "HEAD", "POST")


# --- schools ---------------------------------------------------------------------------------------------


@require_safe
def schools(request: StaffRequest) -> HttpResponse:
    """Every school of the area or the group; who works in one school is led to it."""
    if not rules.may_see_schools(request.user):
        raise PermissionDenied("ยังไม่มีหน้าที่ในระบบ ติดต่อผู้ดูแลบัญชี")
    today = timezone.localdate()
    running = held(today, "head", "school_admin")
    found = School.objects.visible_to(request.user).select_related("group").distinct()
    listed = list(found.prefetch_related(Prefetch("appointments", running, "run_by")))
    if len(listed) == 1 and not request.user.rights.areas:
        return redirect("schools:school", sid=listed[0].public_id)
    listed.sort(key=lambda one: sort_key(one.name))
    context = {"schools": listed, "may_add": rules.may_add_school(request.user)}
    return render(request, "schools/schools.html", context)


@require_safe
def school(request: StaffRequest, sid: str) -> HttpResponse:
    found = get_object_or_404(School.objects.visible_to(request.user).select_related("group", "area"), public_id=sid)
    running = held(timezone.localdate(), "head", "school_admin", "counselor")
    context = {
        "school": found,
        "run_by": running.filter(school=found).order_by("role"),
        "may_edit": rules.may_edit_school(request.user, found),
        "may_see_people": rules.may_see_people(request.user),
    }
    return render(request, "schools/school.html", context)


@require_http_methods(READERS)
def add_school(request: StaffRequest) -> HttpResponse:
    area = Area.objects.visible_to(request.user).filter(pk__in=request.user.rights.areas_as("area_admin")).first()
    if area is None:
        raise PermissionDenied("เพิ่มโรงเรียนได้เฉพาะผู้ดูแลระบบของเขต")
    form = SchoolForm(request.POST or None, area=area, may_place=True, is_new=True)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: school_added(request, area, form))
    return render(request, "schools/add_school.html", {"form": form})


def school_added(request: StaffRequest, area: Area, form: SchoolForm) -> str:
    made = actions.add_school(area, **form.cleaned_data, by=request.user)
    messages.success(request, f"เพิ่มโรงเรียน{made.name}แล้ว ต่อไปเพิ่มบัญชีผู้อำนวยการและผู้ดูแลบัญชี")
    return reverse("schools:school", args=[made.public_id])


@require_http_methods(READERS)
def edit_school(request: StaffRequest, sid: str) -> HttpResponse:
    found = get_object_or_404(School.objects.visible_to(request.user).select_related("area"), public_id=sid)
    if not rules.may_edit_school(request.user, found):
        raise PermissionDenied("แก้ข้อมูลโรงเรียนได้เฉพาะผู้บริหารและผู้ดูแลบัญชี")
    may_place = rules.may_place_school(request.user, found)
    form = SchoolForm(request.POST or None, instance=found, area=found.area, may_place=may_place)
    if request.method == "POST" and form.is_valid():
        actions.edit_school(found, **form.cleaned_data, by=request.user)
        messages.success(request, "บันทึกข้อมูลโรงเรียนแล้ว")
        return redirect("schools:school", sid=sid)
    return render(request, "schools/edit_school.html", {"form": form, "school": found})


# --- rooms -----------------------------------------------------------------------------------------------


@require_safe
def classrooms(request: StaffRequest) -> HttpResponse:
    """The rooms of this academic year that she may see, or of the year she asks for."""
    if not rules.may_see_classrooms(request.user):
        raise PermissionDenied("หน้านี้สำหรับบุคลากรของโรงเรียน")
    years = list(AcademicYear.objects.visible_to(request.user).order_by("-year"))
    wanted = request.GET.get("year", "")
    now = calendar.academic_year(timezone.localdate())
    year = next((one for one in years if str(one.year) == wanted), None) or next(
        (one for one in years if one.year == now), None
    )
    context = {
        "years": years,
        "year": year,
        "rooms": rooms_of(request, year) if year else [],
        "editable": editable(request),
        "may_open": rules.may_open_children(request.user),
        "may_lead": rules.may_lead_activities(request.user),
        "may_roll_over": request.user.rights.has("registrar"),
        "may_appoint": request.user.rights.has("school_admin", "head"),
        "now": now,
    }
    return render(request, "schools/classrooms.html", context)


def rooms_of(request: StaffRequest, year: AcademicYear) -> QuerySet[Classroom]:
    """Each with its teachers (`teachers`) and how many children sit there (`enrolled`, where she may know).

    The database's `children_closed` takes off whom she is shut out of: a total must not tell of them either.
    """
    day = min(max(timezone.localdate(), year.starts_on), year.ends_on)
    running = held(day, "homeroom")
    visible = Classroom.objects.visible_to(request.user).filter(year=year).select_related("school")
    return (
        visible.annotate(
            enrolled=F("count__enrolled") - Func(F("pk"), function="children_closed", output_field=IntegerField())
        )
        .prefetch_related(Prefetch("appointments", running.order_by("from_on"), "teachers"))
        .in_order()
    )


def editable(request: StaffRequest) -> set[int]:
    """Schools whose rooms she keeps."""
    return set(request.user.rights.schools("school_admin", "registrar"))


@require_http_methods(READERS)
def add_classroom(request: StaffRequest) -> HttpResponse:
    """In the school whose rooms she keeps, for the year of the address (this one, when none is named)."""
    found = School.objects.visible_to(request.user).filter(pk__in=editable(request)).order_by("pk").first()
    if found is None:
        raise PermissionDenied("เพิ่มห้องได้เฉพาะผู้ดูแลบัญชีและนายทะเบียนของโรงเรียน")
    years = AcademicYear.objects.visible_to(request.user).filter(area=found.area_id).order_by("-year")
    now = calendar.academic_year(timezone.localdate())
    wanted = request.GET.get("year", "")
    year = years.filter(year=int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else now).first()
    if year is None:
        raise Http404
    form = ClassroomForm(request.POST or None, instance=Classroom(school=found, year=year), is_new=True)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: classroom_added(request, found, year, form))
    return render(request, "schools/add_classroom.html", {"form": form, "school": found, "year": year})


def classroom_added(request: StaffRequest, found: School, year: AcademicYear, form: ClassroomForm) -> str:
    room = actions.add_classroom(found, year=year, **form.cleaned_data, by=request.user)
    messages.success(request, f"เพิ่มห้อง {room.name} ปีการศึกษา {year.year} แล้ว")
    return f"{reverse('schools:classrooms')}?year={year.year}"


@require_http_methods(READERS)
def edit_classroom(request: StaffRequest, cid: str) -> HttpResponse:
    visible = Classroom.objects.visible_to(request.user).select_related("school", "year")
    room = get_object_or_404(visible, public_id=cid)
    if not rules.may_edit_classrooms(request.user, room.school):
        raise PermissionDenied("แก้ห้องได้เฉพาะผู้ดูแลบัญชีและนายทะเบียนของโรงเรียน")
    form = ClassroomForm(request.POST or None, instance=copy(room))  # what is refused never stands in the heading
    if request.method == "POST" and form.is_valid():
        actions.edit_classroom(room, **form.cleaned_data, by=request.user)
        messages.success(request, f"บันทึกห้อง {room.name} แล้ว")
        return redirect(f"{reverse('schools:classrooms')}?year={room.year.year}")
    return render(request, "schools/edit_classroom.html", {"form": form, "room": room})


# --- the area office -------------------------------------------------------------------------------------


@require_http_methods(READERS)
def area(request: StaffRequest) -> HttpResponse:
    """The office and its quality groups; each of the three forms says by its button which one it is."""
    found = get_object_or_404(Area.objects.visible_to(request.user).order_by("pk")[:1])
    may_edit = rules.may_edit_area(request.user, found)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied("แก้ข้อมูลเขตได้เฉพาะผู้ดูแลระบบของเขต")
    renamed = group_of(request, found)
    sent = request.POST if request.method == "POST" else None
    form = AreaForm(sent if sent and "new_group" not in sent and not renamed else None, instance=found)
    new_group = GroupForm(
        sent if sent and "new_group" in sent else None, instance=QualityGroup(area=found), prefix="group"
    )
    if sent is not None and (done := area_changed(request, found, form, new_group, renamed)):
        messages.success(request, done)
        return redirect("schools:area")
    groups = found.groups.annotate(schools_count=Count("schools")).order_by("name")
    context: dict[str, Any] = {
        "area": found,
        "form": form,
        "new_group": new_group,
        "groups": groups,
        "may_edit": may_edit,
        "without_group": found.schools.filter(Q(group=None)).count(),
    }
    return render(request, "schools/area.html", context)


def group_of(request: StaffRequest, found: Area) -> QualityGroup | None:
    """The group that is renamed, when its button was pressed."""
    wanted = request.POST.get("rename", "")
    return get_object_or_404(found.groups, public_id=wanted) if wanted else None


def area_changed(
    request: StaffRequest, found: Area, form: AreaForm, new_group: GroupForm, renamed: QualityGroup | None
) -> str:
    """What was done, as the sentence on the next page; empty when a form was refused."""
    if renamed:
        name_form = GroupForm(request.POST, instance=renamed, prefix=renamed.public_id)
        if name_form.is_valid():
            actions.rename_group(renamed, name=name_form.cleaned_data["name"], by=request.user)
            return "เปลี่ยนชื่อกลุ่มแล้ว"
        problem = next(iter(name_form.errors.values()))[0]
        messages.warning(request, f"เปลี่ยนชื่อกลุ่มไม่ได้: {problem}")
        return ""
    if new_group.is_bound:
        if new_group.is_valid():
            actions.add_group(found, name=new_group.cleaned_data["name"], by=request.user)
            return "เพิ่มกลุ่มแล้ว"
        return ""
    if form.is_valid():
        actions.edit_area(found, **form.cleaned_data, by=request.user)
        return "บันทึกข้อมูลเขตแล้ว"
    return ""

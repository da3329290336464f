"""One child of the room: why an aspect is เสี่ยง or มีปัญหา, and the final group."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from screening import actions, rules, schemes, scoring
from screening.forms import FindingForm, OverrideForm, UrgencyForm
from screening.models import Finding, Group, Row
from screening.sheet import Sheet
from screening.views.entry import SAY_CLOSED
from screening.views.loading import May, aspect_url, grid_url, load_aspect, load_child
from students.models import Alert


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: StaffRequest, cid: str, rid: str, sid: str, slug: str) -> HttpResponse:
    """Tick chips and a short reason; opening the reason of a sensitive aspect is a line (decisions B7, C2)."""
    sheet, child = load_child(request, cid, rid, sid)
    aspect = load_aspect(sheet, slug)
    level = child.levels[aspect.position - 1]
    row = child.row
    if row is None or level < Group.RISK:
        messages.info(request, f"ด้าน{aspect.name}ของ{child.student.first_name}ไม่ต้องมีเหตุผล")
        return redirect(grid_url(sheet))
    may = May(request.user, sheet)
    known = Finding.objects.visible_to(request.user).filter(row=row, aspect=aspect).first()
    initial = {"indicators": known.indicators, "text": known.text, "seen": known.stamp} if known else {}
    form = FindingForm(
        request.POST or None,
        aspect=aspect,
        level=level,
        first_name=child.student.first_name,
        initial=initial,
        auto_id=f"why-{child.sid}-{aspect.slug}-%s",
    )
    context = {
        "sheet": sheet,
        "child": child,
        "aspect": aspect,
        "level": level,
        "form": form,
        "may": may,
        "is_hidden": known is None and rules.is_reason_hidden(request.user, row, aspect),
        "alert": Alert.objects.visible_to(request.user).unsettled().filter(student=child.student).first(),
        "mode": "aspect" if request.GET.get("mode", request.POST.get("mode")) == "aspect" else "",
    }
    if request.method == "POST":
        return keep_finding(request, context, form, row)
    if known and aspect.is_sensitive:
        record(Verb.REVEALED, known, by=request.user, aspect=aspect.slug)
    return render(request, part(request, "screening/finding.html", "form"), context)


def keep_finding(request: StaffRequest, context: dict[str, Any], form: FindingForm, row: Row) -> HttpResponse:
    sheet, child, aspect = context["sheet"], context["child"], context["aspect"]
    if not context["may"].record:
        messages.warning(request, SAY_CLOSED)
        return redirect(grid_url(sheet))
    if not form.is_valid():
        status = 422 if request.htmx else 200
        return render(request, part(request, "screening/finding.html", "form"), context, status=status)
    try:
        alert = actions.explain(row, aspect=aspect, by=request.user, **form.cleaned_data)
    except actions.NotShown:
        told, status = context | {"is_hidden": True}, 422 if request.htmx else 200
        return render(request, part(request, "screening/finding.html", "form"), told, status=status)
    except actions.Rewritten as meanwhile:
        form.data = request.POST.copy()
        form.data["seen"] = meanwhile.finding.stamp
        told = context | {"theirs": meanwhile.finding, "their_words": form.words_of(meanwhile.finding)}
        return render(request, part(request, "screening/finding.html", "form"), told, status=409)
    if request.htmx:
        return render(request, "screening/finding.html#done", context | {"alert": alert, "kept": form.cleaned_data})
    messages.success(request, f"บันทึกเหตุผลด้าน{aspect.name}ของ{child.student.first_name}แล้ว")
    if alert:
        return redirect(request.path)
    return redirect(aspect_url(sheet, aspect) if context["mode"] else grid_url(sheet))


def part(request: StaffRequest, template: str, name: str) -> str:
    """The whole page, or for htmx the part of it that changes."""
    return f"{template}#{name}" if request.htmx else template


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: StaffRequest, cid: str, rid: str, sid: str) -> HttpResponse:
    """The final group: up by homeroom and counselor, down by the counselor, always with a reason (decisions B8)."""
    sheet, child = load_child(request, cid, rid, sid)
    row = child.row
    if row is None or not row.computed_group:
        messages.info(request, f"คัดกรอง{child.student.first_name}ก่อน จึงปรับกลุ่มได้")
        return redirect(grid_url(sheet))
    if not May(request.user, sheet).record:
        raise PermissionDenied
    form = OverrideForm(
        request.POST or None,
        user=request.user,
        computed=row.computed_group,
        classroom=sheet.classroom,
        initial={"group": row.final_group, "reason": row.override_reason, "version": row.version},
    )
    context = {"sheet": sheet, "child": child, "row": row, "form": form}
    context |= urgency_of(request, sheet, row)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if told["version"] != row.version:
                raise actions.Outdated
            if not rules.may_override(request.user, sheet.classroom, computed=row.computed_group, group=told["group"]):
                raise PermissionDenied
            actions.override_group(row, group=told["group"], reason=told["reason"], by=request.user)
        except actions.Outdated:
            return render(request, "screening/override.html", context | {"is_stale": True}, status=409)
        messages.success(request, f"ใช้กลุ่ม{Group(told['group']).label}กับ{child.student.first_name}แล้ว")
        return redirect(grid_url(sheet))
    return render(request, "screening/override.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def urgency(request: StaffRequest, cid: str, rid: str, sid: str) -> HttpResponse:
    """The four colours beside the group: as the group says, or as a counselor chooses with a reason (C.3)."""
    sheet, child = load_child(request, cid, rid, sid)
    if not rules.may_set_urgency(request.user, sheet.classroom):
        raise PermissionDenied
    row = child.row
    if row is None or not row.final_group:
        messages.info(request, f"คัดกรอง{child.student.first_name}ก่อน จึงกำหนดความเร่งด่วนได้")
        return redirect(grid_url(sheet))
    form = UrgencyForm(
        request.POST or None,
        group=row.final_group,
        scheme=schemes.of(sheet.round.criteria.scheme),
        initial={"urgency": row.urgency, "reason": row.urgency_reason, "version": row.version},
    )
    context = {"sheet": sheet, "child": child, "row": row, "form": form, **urgency_of(request, sheet, row)}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if told.pop("version") != row.version:
                raise actions.Outdated
            actions.set_urgency(row, by=request.user, **told)
        except actions.Outdated:
            return render(request, "screening/urgency.html", context | {"is_stale": True}, status=409)
        messages.success(request, f"บันทึกความเร่งด่วนของ{child.student.first_name}แล้ว")
        return redirect("studentcare:student", sid)
    return render(request, "screening/urgency.html", context)


def urgency_of(request: StaffRequest, sheet: Sheet, row: Row) -> dict[str, Any]:
    """The urgency to show, and whether an alert makes it red."""
    is_alerted = Alert.objects.visible_to(request.user).unsettled().filter(student=row.student_id).exists()
    return {
        "is_alerted": is_alerted,
        "shown": scoring.urgency(row.final_group, is_alerted=is_alerted, chosen=row.urgency),
        "scheme": schemes.of(sheet.round.criteria.scheme),
        "may_set_urgency": rules.may_set_urgency(request.user, sheet.classroom),
    }

"""Giving a duty and ending one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

from schools import actions, rules
from schools.duties import SEES
from schools.forms.people import AppointForm, EndForm
from schools.http import StaffRequest, once
from schools.models import Appointment, Role
from schools.stepup import confirm, must_confirm
from schools.views.people import opened


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: StaffRequest, uid: str) -> HttpResponse:
    """First which duty, then its scope and dates. Granting asks for the password once more."""
    person = opened(request, uid)
    roles = rules.grantable(request.user, person)
    if not roles:
        raise PermissionDenied("แต่งตั้งหน้าที่ให้บุคคลนี้ไม่ได้ ไม่มีใครแต่งตั้งตนเอง")
    given = request.POST.get("role") if request.method == "POST" else request.GET.get("role")
    role = next((one for one in roles if one.value == given), None)
    if role is None:
        if request.method == "POST" and given in Role.values:
            raise PermissionDenied("หน้าที่นี้ต้องแต่งตั้งโดยผู้อื่น")
        offered = [(one, SEES[one]) for one in roles]
        return render(request, "schools/appoint.html", {"person": person, "offered": offered})
    if must_confirm(request):
        return confirm(request)
    form = AppointForm(request.POST if request.method == "POST" else None, person=person, role=role, by=request.user)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: appointed(request, form))
    context = {"person": person, "role": role, "sees": SEES[role], "form": form}
    return render(request, "schools/appoint.html", context)


def appointed(request: StaffRequest, form: AppointForm) -> str:
    made = actions.appoint(form.person, role=form.role, **form.cleaned_data, by=request.user)
    messages.success(request, f"แต่งตั้ง{form.person.display_name}เป็น{made}แล้ว มีผลตั้งแต่หน้าที่เริ่ม")
    others: list[Appointment] = []
    if made.classroom:
        held = made.classroom.appointments.on(made.from_on).exclude(pk=made.pk)
        others = list(held.select_related("user"))
    if others:
        names = format_html_join(
            " ",
            '<a href="{}">สิ้นสุดหน้าที่ของ{}</a>',
            (
                (reverse("schools:end_appointment", args=[one.user.public_id, one.public_id]), one.user.display_name)
                for one in others
            ),
        )
        messages.info(request, format_html("ห้องนี้มีครูประจำชั้นคนอื่นอยู่แล้ว สองคนได้ หรือ {}", names))
    return reverse("schools:person", args=[form.person.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def end_appointment(request: StaffRequest, uid: str, aid: str) -> HttpResponse:
    person = opened(request, uid)
    held = person.appointments.select_related("user", "school", "classroom", "group", "area")
    appointment: Appointment = get_object_or_404(held, public_id=aid)
    if appointment.until_on < timezone.localdate():
        messages.info(request, f"หน้าที่{appointment}สิ้นสุดแล้ว")
        return redirect("schools:person", uid=uid)
    if not rules.may_end(request.user, appointment):
        raise PermissionDenied("หน้าที่นี้ต้องสิ้นสุดโดยผู้ที่แต่งตั้งได้")
    if must_confirm(request):
        return confirm(request)
    form = EndForm(request.POST if request.method == "POST" else None, appointment=appointment)
    if request.method == "POST" and form.is_valid():
        actions.end_appointment(appointment, until_on=form.cleaned_data["until_on"], by=request.user)
        messages.success(request, f"บันทึกวันสิ้นสุดหน้าที่{appointment}แล้ว")
        return redirect("schools:person", uid=uid)
    return render(request, "schools/end_appointment.html", {"person": person, "appointment": appointment, "form": form})

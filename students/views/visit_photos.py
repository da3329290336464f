"""Photographs of a home visit: each comes by a request of its own, none has an address outside this permission."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from students import actions, pictures, rules
from students.forms.visiting import PhotoForm
from students.models import Photo, Visit
from students.views.visits import photos_of, the_visit


@require_POST
def add_photo(request: StaffRequest, vid: str) -> HttpResponse:
    visit = the_visit(request, vid)
    if not rules.may_edit_visit(request.user, visit):
        raise PermissionDenied
    form = PhotoForm(request.POST)
    files = request.FILES.getlist("photo")
    problems = [] if files else ["เลือกภาพก่อน"]
    if not form.is_valid():
        problems += ["เลือกว่าเป็นภาพอะไร"]
        files = []
    for file in files:
        slot = form.cleaned_data["slot"]
        problems += pictures.brought(file, partial(actions.add_photo, visit, slot=slot, by=request.user))
    if request.headers.get("HX-Request"):
        context = {"visit": visit, "problems": problems, **photos_of(request, visit)}
        return render(request, "students/visit_photos.html", context, status=422 if problems else 200)
    for problem in problems:
        messages.error(request, problem)
    return redirect(page_of(visit))


@require_safe
def photo(request: StaffRequest, pid: str) -> HttpResponse:
    """The picture itself, or with `?size=small` its thumbnail.

    Opening it leaves a line; a thumbnail drawn within a page belongs to that page's line.
    """
    found = the_photo(request, pid)
    content = actions.open_photo(found)
    if request.GET.get("size") == "small":
        content = pictures.thumbnail(content)
    if request.GET.get("size") != "small" or request.headers.get("Sec-Fetch-Dest") != "image":
        record(Verb.VIEWED, found, by=request.user, page="photo")
    return HttpResponse(content, content_type="image/jpeg", headers=pictures.HEADERS)


@require_POST
def remove_photo(request: StaffRequest, pid: str) -> HttpResponse:
    found = the_photo(request, pid)
    if not rules.may_remove_photo(request.user, found, now=timezone.now()):
        raise PermissionDenied
    actions.remove_photo(found, by=request.user)
    messages.success(request, "ลบภาพแล้ว")
    return redirect(page_of(found.visit))


def the_photo(request: StaffRequest, pid: str) -> Photo:
    return get_object_or_404(Photo.objects.visible_to(request.user).select_related("visit"), public_id=pid)


def page_of(visit: Visit) -> str:
    name = "students:edit_visit" if visit.is_draft else "students:visit"
    return reverse(name, args=[visit.public_id]) + "#photos"

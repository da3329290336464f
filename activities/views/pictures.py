"""Pictures of an activity: each comes by a request of its own, none has an address outside this permission."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from activities import actions, rules
from activities.forms.pictures import PictureForm
from activities.models import Picture
from activities.views.activities import pictures_of, the_activity
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from students import pictures


@require_POST
def add_picture(request: StaffRequest, aid: str) -> HttpResponse:
    activity = the_activity(request, aid)
    if activity.removed_at or not rules.may_edit(request.user, activity):
        raise PermissionDenied
    form = PictureForm(request.POST)
    files = request.FILES.getlist("photo")
    problems = [] if files else ["เลือกภาพก่อน"]
    if form.is_valid():
        keep = partial(actions.add_picture, activity, caption=form.cleaned_data["caption"], by=request.user)
        for file in files:
            problems += pictures.brought(file, keep)
    else:
        problems += [str(error) for error in form.errors["caption"]]
    if request.headers.get("HX-Request"):
        context = {"activity": activity, "problems": problems, **pictures_of(request, activity)}
        return render(request, "activities/pictures.html", context, status=422 if problems else 200)
    for problem in problems:
        messages.error(request, problem)
    return redirect(reverse("activities:activity", args=[activity.public_id]) + "#photos")


@require_safe
def picture(request: StaffRequest, pid: str) -> HttpResponse:
    """The picture itself, or with `?size=small` its thumbnail.

    Opening it leaves a line; a thumbnail drawn within a page belongs to that page's line.
    """
    found = the_picture(request, pid)
    content = actions.open_picture(found)
    if request.GET.get("size") == "small":
        content = pictures.thumbnail(content)
    if request.GET.get("size") != "small" or request.headers.get("Sec-Fetch-Dest") != "image":
        record(Verb.VIEWED, found, by=request.user, page="picture")
    return HttpResponse(content, content_type="image/jpeg", headers=pictures.HEADERS)


@require_POST
def remove_picture(request: StaffRequest, pid: str) -> HttpResponse:
    found = the_picture(request, pid)
    if found.activity.removed_at or not rules.may_remove_picture(request.user, found, now=timezone.now()):
        raise PermissionDenied
    actions.remove_picture(found, by=request.user)
    messages.success(request, "ลบภาพแล้ว")
    return redirect(reverse("activities:activity", args=[found.activity.public_id]) + "#photos")


def the_picture(request: StaffRequest, pid: str) -> Picture:
    """Of an activity that was taken back, only for who may bring it back."""
    seen = Picture.objects.visible_to(request.user).select_related("activity")
    found = get_object_or_404(seen, public_id=pid)
    the_activity(request, found.activity.public_id)
    return found

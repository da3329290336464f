"""The words of an area, kept by its officers: its safety model, the threats it watches. No child, no count."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from activities import actions, rules
from activities.forms.tags import RenameForm, TagForm
from activities.models import Tag
from schools.http import StaffRequest, once
from schools.models import Area

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def tags(request: StaffRequest, aid: str) -> HttpResponse:
    """The sets in their order, retired words last; the form adds a word at the end of its set."""
    area = kept_area(request, aid)
    form = TagForm(request.POST if request.method == "POST" else None, initial={"set_name": request.GET.get("set", "")})
    if form.is_valid():
        try:
            return once(request, lambda: added(request, area, form))
        except ValidationError as refusal:
            form.add_error("name", refusal.messages)
    listed = list(Tag.objects.visible_to(request.user).filter(area=area).distinct())
    listed.sort(key=lambda tag: (tag.family, tag.set_name, not tag.is_active, tag.position, tag.pk))
    context = {
        "area": area,
        "form": form,
        "sets": [
            (Tag.Family(family).label, name, list(words))
            for (family, name), words in groupby(listed, key=lambda tag: (tag.family, tag.set_name))
        ],
    }
    return render(request, "activities/tags.html", context)


def kept_area(request: StaffRequest, aid: str) -> Area:
    area = get_object_or_404(Area.objects.visible_to(request.user), public_id=aid)
    if not rules.may_keep_tags(request.user, area):
        raise PermissionDenied
    return area


def kept_tag(request: StaffRequest, aid: str, tid: str) -> Tag:
    """A word of this very area."""
    area = kept_area(request, aid)
    seen = Tag.objects.visible_to(request.user).filter(area=area).distinct()
    return get_object_or_404(seen, public_id=tid)


def added(request: StaffRequest, area: Area, form: TagForm) -> str:
    tag = actions.add_tag(area, by=request.user, **form.cleaned_data)
    messages.success(request, f"เพิ่ม “{tag.name}” แล้ว")
    return reverse("activities:tags", args=[area.public_id])


@page
def edit_tag(request: StaffRequest, aid: str, tid: str) -> HttpResponse:
    """Another word; or with `act` retire, revive, up, down."""
    tag = kept_tag(request, aid, tid)
    act = request.POST.get("act", "")
    if act in ACTS:
        ACTS[act](tag, request)
        return redirect("activities:tags", aid)
    form = RenameForm(request.POST if request.method == "POST" else None, tag=tag)
    if form.is_valid():
        try:
            actions.edit_tag(tag, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("name", refusal.messages)
        else:
            messages.success(request, "เปลี่ยนคำแล้ว กิจกรรมที่ติดไว้ก่อนหน้านี้ยังใช้คำเดิม")
            return redirect("activities:tags", aid)
    return render(request, "activities/edit_tag.html", {"area": tag.area, "tag": tag, "form": form})


ACTS = {
    "retire": lambda tag, request: actions.retire_tag(tag, by=request.user),
    "revive": lambda tag, request: actions.revive_tag(tag, by=request.user),
    "up": lambda tag, request: actions.move_tag(tag, up=True, by=request.user),
    "down": lambda tag, request: actions.move_tag(tag, up=False, by=request.user),
}


@require_POST
def load_tags(request: StaffRequest, aid: str) -> HttpResponse:
    area = kept_area(request, aid)
    number = actions.load_tags(area, by=request.user)
    messages.success(request, f"เติมแล้ว {number}\u00a0คำ แก้หรือเลิกใช้ทีละคำได้" if number else "มีครบทุกคำแล้ว")
    return redirect("activities:tags", aid)

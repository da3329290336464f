"""Handing a room in, asking to open it again, opening it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from schools.http import StaffRequest
from screening import actions, rules, signals
from screening.forms import AskForm, SubmitForm
from screening.models import Group
from screening.sheet import Sheet
from screening.signals import Found
from screening.views.entry import SAY_CLOSED
from screening.views.loading import May, grid_url, load_kept, load_room


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """What is missing, who is เสี่ยง or มีปัญหา, and the button that hands the room in and locks it."""
    sheet = load_kept(request, cid, rid)
    may = May(request.user, sheet)
    if not may.record:
        if request.method == "POST":
            messages.info(request, SAY_CLOSED)
        return redirect(grid_url(sheet))
    is_ready = bool(sheet.children) and not sheet.left and not sheet.unexplained
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and is_ready and form.is_valid():
        try:
            actions.submit(sheet.round, classroom=sheet.classroom, by=request.user, **form.cleaned_data)
        except actions.Closed:
            messages.warning(request, SAY_CLOSED)
            return redirect(grid_url(sheet))
        messages.success(request, f"ส่งผลคัดกรอง {sheet.classroom.name} แล้ว")
        return redirect(grid_url(sheet))
    context = {
        "sheet": sheet,
        "may": may,
        "is_ready": is_ready,
        "was_asked": request.method == "POST",
        "exceptions": [*sheet.of_group(Group.PROBLEM), *sheet.of_group(Group.RISK)],
        "normal": len(sheet.of_group(Group.NORMAL)),
        "form": form,
        "signs": signs_of(sheet) if is_ready else [],
    }
    return render(request, "screening/submit.html", context)


def signs_of(sheet: Sheet) -> list[tuple[Found, list[str]]]:
    """What to look at again before handing in, with the children by their short names."""
    found = signals.signals_of(sheet.round, sheet.classroom)
    names = signals.names_of(found)
    return [(one, [names[student] for student in one.students if student in names]) for one in found]


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_reopen(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    sheet = load_kept(request, cid, rid)
    if May(request.user, sheet).record:
        messages.info(request, f"{sheet.classroom.name} ยังแก้ไขได้อยู่")
        return redirect(grid_url(sheet))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_to_reopen(sheet.round, classroom=sheet.classroom, by=request.user, **form.cleaned_data)
        messages.success(request, "ส่งคำขอถึงครูแนะแนวแล้ว")
        return redirect(grid_url(sheet))
    return render(request, "screening/ask_to_reopen.html", {"sheet": sheet, "form": form})


@require_POST
def reopen(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """One tap by the counselor (decisions B9)."""
    classroom, round_ = load_room(request.user, cid, rid)
    if not rules.may_reopen(request.user, classroom):
        raise PermissionDenied
    actions.reopen(round_, classroom=classroom, by=request.user)
    messages.success(request, f"เปิดให้แก้ไข {classroom.name} แล้ว")
    return redirect("screening:round_progress", round_.public_id)

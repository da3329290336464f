"""Notes: written, opened when restricted, corrected."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions, rules
from cases.forms import CorrectionForm, NoteForm
from cases.models import Case, Note, Secrecy
from cases.views.answers import act_once, load_tasks, refused, the_case
from schools.http import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    if not rules.may_write_note(request.user, case):
        raise PermissionDenied
    form = NoteForm(request.POST or None, may_keep_secret=rules.may_keep_secret(request.user, case))
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.write_note(case, **form.cleaned_data, by=request.user), form=form
        )
    return refused(request, "cases/write_note.html", {"case": case, "form": form})


@require_safe
def read_note(request: StaffRequest, cid: str, nid: str) -> HttpResponse:
    """The words of one note. Opening a restricted one is a line; htmx gets the words alone."""
    case, note = _note(request, cid, nid)
    if not rules.may_read_note(request.user, case, note):
        raise PermissionDenied
    if note.secrecy != Secrecy.TEAM:
        actions.reveal_note(note, by=request.user)
    template = "cases/read_note.html#words" if request.htmx else "cases/read_note.html"
    may_correct = rules.may_correct_note(request.user, note) and not hasattr(note, "corrected_by")
    return render(request, template, {"case": case, "note": note, "may_correct": may_correct})


@require_http_methods(["GET", "HEAD", "POST"])
def correct_note(request: StaffRequest, cid: str, nid: str) -> HttpResponse:
    case, note = _note(request, cid, nid)
    if not rules.may_correct_note(request.user, note):
        raise PermissionDenied
    if request.method != "POST" and note.secrecy != Secrecy.TEAM:
        actions.reveal_note(note, by=request.user)
    form = CorrectionForm(request.POST or None, initial={"text": note.text})
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.correct_note(note, **form.cleaned_data, by=request.user), form=form
        )
    return refused(request, "cases/correct_note.html", {"case": case, "note": note, "form": form})


def _note(request: StaffRequest, cid: str, nid: str) -> tuple[Case, Note]:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    notes = Note.objects.visible_to(request.user).filter(case=case)
    return case, get_object_or_404(
        notes.select_related("case", "written_by", "corrected_by", "corrects"), public_id=nid
    )

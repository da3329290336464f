"""Notes: written, opened when restricted, corrected."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions, rules
from cases.forms import CorrectionForm, NoteForm
from cases.models import Case, Note, Secrecy, Words
from cases.views.answers import act_once, load_tasks, refused, the_case
from schools.http import StaffRequest
from schools.stepup import confirm, must_confirm


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid, by_share=True)
    load_tasks(case, request.user)
    if not rules.may_write_note(request.user, case):
        raise PermissionDenied
    form = note_form(request, case)
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.write_note(case, **form.cleaned_data, by=request.user), form=form
        )
    return refused(request, "cases/write_note.html", {"case": case, "form": form})


def note_form(request: StaffRequest, case: Case) -> NoteForm:
    """With the secrecies and readers that this person may choose; empty on the page of the case."""
    user = request.user
    return NoteForm(
        request.POST or None,
        student=case.student,
        by=user,
        may_keep_secret=rules.may_keep_secret(user, case),
        may_name=rules.may_name_readers(user, case),
    )


@require_safe
def read_note(request: StaffRequest, cid: str, nid: str) -> HttpResponse:
    """The words of one note. Opening a restricted one is a line; htmx gets the words alone.

    What only named people read asks for the password again; htmx is sent to the page, which asks.
    """
    case, note = _note(request, cid, nid)
    if not rules.may_read_note(request.user, case, note):
        raise PermissionDenied
    if note.secrecy == Secrecy.NAMED and must_confirm(request):
        return HttpResponse(headers={"HX-Redirect": request.path}) if request.htmx else confirm(request)
    words = words_of(request, note)
    template = "cases/read_note.html#words" if request.htmx else "cases/read_note.html"
    may_correct = rules.may_correct_note(request.user, case, note) and not hasattr(note, "corrected_by")
    return render(request, template, {"case": case, "note": note, "words": words, "may_correct": may_correct})


def words_of(request: StaffRequest, note: Note) -> Note | Words:
    """What carries `text` and `child_words`: the note itself, or its words, whose opening is a line."""
    if note.secrecy == Secrecy.TEAM:
        return note
    words = get_object_or_404(Words.objects.visible_to(request.user), note=note)
    actions.reveal_note(note, by=request.user)
    return words


@require_http_methods(["GET", "HEAD", "POST"])
def correct_note(request: StaffRequest, cid: str, nid: str) -> HttpResponse:
    """What was sent is never kept in the session for a password: the old words stay hidden then instead."""
    case, note = _note(request, cid, nid, by_share=True)
    if not rules.may_correct_note(request.user, case, note):
        raise PermissionDenied
    is_old = note.secrecy == Secrecy.NAMED and must_confirm(request)
    if is_old and request.method != "POST":
        return confirm(request)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.correct_note(note, **form.cleaned_data, by=request.user), form=form
        )
    words = None if is_old else words_of(request, note)
    form.initial = as_it_stands(note, words)
    return refused(request, "cases/correct_note.html", {"case": case, "note": note, "words": words, "form": form})


def as_it_stands(note: Note, words: Note | Words | None) -> dict[str, object]:
    said = {"text": words.text, "child_words": words.child_words} if words else {}
    return {**said, "happened_on": note.on}


def _note(request: StaffRequest, cid: str, nid: str, *, by_share: bool = False) -> tuple[Case, Note]:
    case = the_case(request, cid, by_share=by_share)
    load_tasks(case, request.user)
    notes = Note.objects.visible_to(request.user).filter(case=case).with_readers()
    return case, get_object_or_404(notes.select_related("case", "corrected_by", "corrects"), public_id=nid)

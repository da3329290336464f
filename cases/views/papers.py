"""D3 is put together before it is printed: which parts, which notes, a code or the name."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import actions, documents, rules
from cases.models import Case, Note, Secrecy
from cases.views.answers import load_tasks, the_case
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest
from schools.stepup import confirm, must_confirm


@require_safe
def summary(request: StaffRequest, cid: str) -> HttpResponse:
    """Ticks for the parts and the notes; the team's notes are ticked, secret ones never before she ticks them."""
    case = printed_case(request, cid)
    record(Verb.VIEWED, case, by=request.user, page="summary")
    context = {
        "case": case,
        "parts": documents.PARTS.items(),
        "notes": documents.printable_notes(request.user, case),
        "may_miss_names": documents.may_miss_names(case),
    }
    return render(request, "cases/summary.html", context)


@require_safe
def summary_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """D3 as chosen (`?chosen=1&part=…&note=…&name=1`); nothing chosen: every part, the team's notes, the code.

    Secret notes ask for the password again, and each that is printed leaves its own line.
    """
    case = printed_case(request, cid)
    chosen = request.GET.getlist("note") if request.GET.get("chosen") else None
    secret = secret_among(request, case, chosen or [])
    if secret and must_confirm(request):
        return confirm(request)
    for note in secret:
        actions.reveal_note(note, by=request.user)
    ids: dict[str, Any] = {"cid": case.public_id, "with_name": request.GET.get("name") == "1", "notes": chosen}
    if request.GET.get("chosen"):
        ids["parts"] = request.GET.getlist("part")
    kind = "secret" if secret else ""
    return disclose(request, documents.summary, about=case, filename=f"{case.code}.pdf", kind=kind, **ids)


def secret_among(request: StaffRequest, case: Case, chosen: list[str]) -> list[Note]:
    printable = documents.printable_notes(request.user, case) if chosen else []
    return [note for note in printable if note.public_id in chosen and note.secrecy != Secrecy.TEAM]


def printed_case(request: StaffRequest, cid: str) -> Case:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    if not rules.may_print(request.user, case):
        raise PermissionDenied
    return case

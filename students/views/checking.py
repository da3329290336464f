"""The check page of an import, its confirmation, its result, and the way back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from students import actions, documents, rules
from students.check_page import TABS, line_of, pairs, posted, row_lines
from students.kept import Gone, choices_of
from students.models import Import, ImportedChange
from students.plan import Plan, current_year, draw
from students.views.imports import SAY_NO_YEAR, gone, the_import

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def check_rows(request: StaffRequest, iid: str) -> HttpResponse:
    run = the_import(request, iid)
    if not run.is_mapped:
        return redirect(run.next_step, iid=iid)
    try:
        plan = drawn(request, run)
    except Gone:
        return gone(request)
    if plan is None:
        messages.warning(request, SAY_NO_YEAR)
        return redirect("students:imports")
    if request.method == "POST":
        keep(request, run, plan)
        return redirect(at_tab(run, request.POST.get("go")))
    return render(request, "students/check_rows.html", context_of(request, run, plan))


def drawn(request: StaffRequest, run: Import) -> Plan | None:
    year = current_year(run.school)
    return draw(run, year=year, by=request.user) if year else None


def keep(request: StaffRequest, run: Import, plan: Plan) -> bool:
    """Whether the form said anything that was not decided yet."""
    before = choices_of(run)
    after = posted(request.POST, before, plan)
    if after == before:
        return False
    actions.decide(run, choices=after, by=request.user)
    return True


def at_tab(run: Import, tab: str | None) -> str:
    address = reverse("students:check_rows", kwargs={"iid": run.public_id})
    return f"{address}?show={tab}" if tab in TABS else address


def context_of(request: StaffRequest, run: Import, plan: Plan) -> dict[str, Any]:
    tab = request.GET.get("show", "")
    counts = {
        "errors": len(plan.errors),
        "warnings": len(plan.warnings),
        "moves": len(plan.moves),
        "left": len(plan.going),
        "all": plan.reading.rows,
    }
    if tab not in TABS:
        tab = next((name for name in TABS if counts[name]), "all")
    lines: dict[str, Sequence[Any]] = {
        "errors": plan.errors,
        "warnings": plan.warnings,
        "moves": plan.moves,
        "left": plan.going,
        "all": row_lines(plan) if tab == "all" else [],
    }
    page = Paginator(lines[tab], PER_PAGE).get_page(request.GET.get("page"))
    return {
        "run": run,
        "plan": plan,
        "tab": tab,
        "tabs": [
            (name, label, counts[name]) for name, label in TABS.items() if counts[name] or name in ("errors", "all")
        ],
        "page": page,
        "lines": [line_of(problem) for problem in page] if tab in ("errors", "warnings") else list(page),
        "new_rooms": pairs(plan),
        "coming": len(plan.entries),
    }


@require_POST
def confirm(request: StaffRequest, iid: str) -> HttpResponse:
    """What was looked at happens; what was typed in the same breath is shown first."""
    run = the_import(request, iid)
    check = redirect(at_tab(run, request.POST.get("tab")))
    if not run.is_mapped:
        return redirect(run.next_step, iid=iid)
    try:
        plan = drawn(request, run)
        if plan is None:
            messages.warning(request, SAY_NO_YEAR)
            return redirect("students:imports")
        if keep(request, run, plan):
            messages.warning(request, "บันทึกสิ่งที่แก้แล้ว ดูผลอีกครั้งแล้วกดยืนยัน")
            return check
        actions.confirm(run, year=plan.year, signature=request.POST.get("signature", ""), by=request.user)
    except Gone:
        return gone(request)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return check
    return redirect("students:import_result", iid=iid)


@require_safe
def errors_xlsx(request: StaffRequest, iid: str) -> HttpResponse:
    run = the_import(request, iid)
    if not run.is_mapped:
        return redirect(run.next_step, iid=iid)
    try:
        return disclose(request, documents.faulty_rows, about=run, filename="แถวที่ต้องแก้.xlsx", iid=iid)
    except Gone:
        return gone(request)


@require_safe
def import_result(request: StaffRequest, iid: str) -> HttpResponse:
    run = the_import(request, iid)
    if run.state in (Import.State.CHOSEN, Import.State.MAPPED):
        return redirect(run.next_step, iid=iid)
    kept = ImportedChange.objects.visible_to(request.user).filter(import_run=run).exclude(kept_because="")
    context = {
        "run": run,
        "can_undo": actions.can_be_undone(run) and rules.may_undo(request.user, run),
        "kept": kept.select_related("student__classroom").order_by("student__sort_key") if run.undone_at else [],
    }
    return render(request, "students/import_result.html", context)


@require_POST
def undo(request: StaffRequest, iid: str) -> HttpResponse:
    run = the_import(request, iid)
    if not rules.may_undo(request.user, run):
        raise PermissionDenied
    try:
        actions.undo(run, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("students:import_result", iid=iid)

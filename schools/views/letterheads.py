"""What stands on top of a school's letters: chosen, brought, looked at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from journal.papers import disclose
from schools import actions, documents, rules
from schools.forms.letterheads import LetterheadForm
from schools.http import StaffRequest
from schools.letterheads import LONGEST
from schools.models import Letterhead, School


def _edited(request: StaffRequest, sid: str) -> School:
    found = get_object_or_404(School.objects.visible_to(request.user).select_related("area"), public_id=sid)
    if not rules.may_edit_school(request.user, found):
        raise PermissionDenied("แก้ข้อมูลโรงเรียนได้เฉพาะผู้บริหารและผู้ดูแลบัญชี")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def choose_letterhead(request: StaffRequest, sid: str) -> HttpResponse:
    school = _edited(request, sid)
    own = Letterhead.objects.visible_to(request.user).filter(school=school).select_related("brought_by").first()
    kept = school.letterhead if own and school.letterhead in LONGEST else ""
    initial = {"mode": school.letterhead, "has_right": bool(own and own.has_right)}
    sent, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LetterheadForm(sent, files, kept=kept, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_letterhead(school, **form.cleaned_data, by=request.user)
        messages.success(request, "บันทึกหัวจดหมายแล้ว ดูตัวอย่างก่อนพิมพ์จริง")
        return redirect("schools:choose_letterhead", sid=sid)
    return render(request, "schools/choose_letterhead.html", {"form": form, "school": school, "own": own})


@require_safe
def letterhead_pdf(request: StaffRequest, sid: str) -> HttpResponse:
    """An empty letter with the school's head on it, to be looked at before a real one is printed."""
    school = _edited(request, sid)
    return disclose(request, documents.letterhead, about=school, filename="letterhead.pdf", school_id=school.pk)

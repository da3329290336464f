"""D2, the record of one child on paper. It leaves through the only door and leaves a line."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from studentcare import documents, rules
from students.models import Student


@require_safe
def record_pdf(request: StaffRequest, sid: str) -> HttpResponse:
    """ฉบับย่อ, or with `?full=1` ฉบับเต็ม (ลับ) with the sensitive aspects (decisions C2)."""
    child = get_object_or_404(Student.objects.visible_to(request.user), public_id=sid)
    is_full = request.GET.get("full") == "1"
    may = rules.may_print_full_record if is_full else rules.may_print_record
    if not may(request.user, child):
        raise PermissionDenied
    return disclose(
        request,
        documents.record,
        about=child,
        filename=f"ระเบียน-{child.public_id}{'-ลับ' if is_full else ''}.pdf",
        kind="full" if is_full else "short",
        sid=sid,
        full=is_full,
    )

"""A reply that an agency's own system wrote: read, shown, and only then recorded."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from referrals import actions, rules
from referrals.forms.importing import ReplyFileForm, ReplyReadForm
from referrals.models import Referral, Reply
from referrals.views.asked import act, back, draw, referral_of
from schools.http import StaffRequest

RESULTS, REASONS = dict(Reply.Result.choices), dict(Reply.Why.choices)


@require_http_methods(["GET", "HEAD", "POST"])
def import_reply(request: StaffRequest, rid: str) -> HttpResponse:
    """First post: the file. Second post (`told`): what was shown is recorded, as a reply that came by file."""
    referral = referral_of(request, rid)
    if not rules.may_record_reply(request.user, referral):
        raise PermissionDenied
    if not referral.is_sent:
        return back(referral)
    about: dict[str, Any] = {"referral": referral, "today": timezone.localdate()}
    start = {"version": referral.version}
    if request.method == "POST" and "told" in request.POST:
        read = ReplyReadForm(request.POST, **about)
        if read.is_valid():
            return _recorded(request, referral, read)
        fresh = ReplyFileForm(initial=start, **about)
        return draw(request, "referrals/import_reply.html", read, referral=referral, fresh=fresh)
    posted, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReplyFileForm(posted, files, initial=start, **about)
    if request.method == "POST" and form.is_valid():
        told = ReplyReadForm(initial={"version": form.cleaned_data["version"], "told": form.sealed()}, **about)
        return draw(request, "referrals/import_reply.html", told, referral=referral, shown=shown(form.said))
    return draw(request, "referrals/import_reply.html", form, referral=referral, fresh=form)


def _recorded(request: StaffRequest, referral: Referral, form: ReplyReadForm) -> HttpResponse:
    said = {**form.said, "version": form.cleaned_data["version"]}
    return act(request, form, referral, lambda: actions.add_reply(referral, **said, by=request.user))


def shown(said: dict[str, Any]) -> list[tuple[str, Any]]:
    """(label, value) of everything that will be recorded, in the order of the reply form."""
    rows = [
        ("ผล", RESULTS[said["result"]]),
        ("เหตุที่ไม่รับ", REASONS.get(said["why"], "")),
        ("วันที่ตอบ", said["received_on"]),
        ("วันนัด", said["appointment_on"]),
        ("เวลาและสถานที่นัด", said["appointment_place"]),
        ("ผลการประเมินเบื้องต้น", said["findings"]),
        ("คำแนะนำสำหรับโรงเรียน", said["advice"]),
        ("นัดถัดไป", said["next_on"]),
        ("ผู้ให้ข้อมูล", said["said_by"]),
        ("ตำแหน่ง", said["position"]),
        ("โทรศัพท์", said["phone"]),
    ]
    return [(label, value) for label, value in rows if value]

"""What the school a child goes to reads of her screening: chosen by the counselor, exactly as it is shown here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from screening.models import Aspect, Group, Row
from students import actions
from students.models import Transfer
from students.packet import Item, Part
from students.rules import chooses_section

KEY = "screening"
FLAG_WORDS = ("", "ไม่มี", "มี")


@require_http_methods(["GET", "HEAD", "POST"])
def transfer_letters(request: StaffRequest, tid: str) -> HttpResponse:
    """`send`: "plain" without the sensitive aspects, "full" with them for the other counselor alone, else nothing."""
    found = get_object_or_404(Transfer.objects.visible_to(request.user).select_related("to_school"), public_id=tid)
    if not chooses_section(request.user, KEY, found.from_school_id):
        raise PermissionDenied
    if found.state != Transfer.State.PREPARED:
        return redirect("students:transfer", tid=tid)
    rows = Row.objects.visible_to(request.user).filter(student=found.student_id).select_related("round__criteria")
    row = rows.order_by("-round__opens_on", "-round_id").first()
    offered = {"plain": part_of(row, is_full=False), "full": part_of(row, is_full=True)} if row else {}
    if request.method == "POST":
        try:
            part = offered.get(request.POST.get("send", ""))
            actions.add_part(found, part=part, key=KEY, by=request.user)
        except ValidationError as refusal:  # offered or taken back meanwhile
            messages.warning(request, " ".join(refusal.messages))
        return redirect("students:transfer", tid=tid)
    context = {"transfer": found, "row": row, "offered": offered}
    return render(request, "screening/transfer_letters.html", context)


def part_of(row: Row, *, is_full: bool) -> Part:
    aspects = [one for one in row.round.criteria.aspects.order_by("position") if is_full or not one.is_sensitive]
    entries: list[Item] = [{"label": one.name, "value": word(one, row.level_of(one))} for one in aspects]
    group = str(Group(row.final_group).label) if row.is_complete else "ยังไม่ครบ"
    return {
        "key": KEY,
        "label": f"คัดกรอง {row.round.name}",
        "entries": [{"label": "สรุปกลุ่ม", "value": group}, *entries],
        "is_sensitive": is_full,
    }


def word(aspect: Aspect, level: int) -> str:
    if aspect.kind == Aspect.Kind.FLAG:
        return FLAG_WORDS[level] or "ยังไม่คัดกรอง"
    return str(Group(level).label)

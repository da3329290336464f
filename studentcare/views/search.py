"""One box for children, cases and referrals. What is typed travels in the body, never in an address (FZ-6)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from journal.actions import line
from journal.models import Verb
from schools.http import StaffRequest
from schools.thai import clean
from studentcare import rules
from studentcare.finding import LONGEST, find
from students import rules as student_rules


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Answers a POST with the results themselves: a redirect would need the words in its address."""
    if not rules.may_search(request.user):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลนักเรียน")
    may: dict[str, object] = {
        "may_open_emergency": student_rules.may_open_emergency(request.user),
        "may_list_emergencies": student_rules.may_list_emergencies(request.user),
    }
    context = may
    if request.method == "POST":
        typed = request.POST.get("q", "")
        found = find(request.user, typed)
        home = request.user.rights.home
        line(
            Verb.SEARCHED,
            "studentcare.search",
            by=request.user,
            school=home.pk if home else None,
            students=[child.pk for child in found.students],
            found=found.count,
        )
        context = may | {"typed": clean(typed[:LONGEST]), "found": found}
    return render(request, "studentcare/search.html", context)

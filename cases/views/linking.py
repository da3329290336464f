"""Cases that belong together."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, rules
from cases.forms import LinkForm
from cases.models import Case, CaseLink
from cases.related import offered_to, related_to
from cases.views.answers import act_once, refused, the_case
from schools.http import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def link_case(request: StaffRequest, cid: str) -> HttpResponse:
    """One that is offered, or any of the school's by its code."""
    case = the_case(request, cid)
    if not rules.may_link(request.user, case):
        raise PermissionDenied
    seen = Case.objects.visible_to(request.user)
    form = LinkForm(request.POST or None, case=case, seen=seen)
    if form.is_valid():
        other = form.cleaned_data["code"]
        return act_once(request, case, lambda: actions.link_cases(case, other=other, by=request.user))
    related = related_to(request.user, case)
    context = {"case": case, "form": form, "related": related, "offered": offered_to(request.user, case, related)}
    return refused(request, "cases/link_case.html", context)


@require_POST
def unlink_case(request: StaffRequest, cid: str, oid: str) -> HttpResponse:
    """`oid`: the case at the other end."""
    case = the_case(request, cid)
    links = CaseLink.objects.visible_to(request.user).select_related("one", "other")
    ends = Q(one=case, other__public_id=oid) | Q(other=case, one__public_id=oid)
    link = get_object_or_404(links.filter(ends))
    if not rules.may_link(request.user, case):
        raise PermissionDenied
    return act_once(request, case, lambda: actions.unlink_cases(link, case=case, by=request.user))

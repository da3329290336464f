"""What waits for one person, without a name on it; reading it is a button, because GET changes nothing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from schools import actions
from schools.http import StaffRequest
from schools.models import Notice

KEPT = 30


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: StaffRequest) -> HttpResponse:
    """POST with `notice`: that one is read, and on to where it leads; without: everything is read."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        wanted = request.POST.get("notice", "")
        if not wanted.isdecimal():
            actions.read_notices(request.user)
            return redirect("schools:notices")
        one = get_object_or_404(mine, pk=int(wanted[:18]))
        actions.read_notices(request.user, only=one)
        is_ours = url_has_allowed_host_and_scheme(one.url, allowed_hosts=None)
        return redirect(one.url if is_ours else "schools:notices")
    unread = list(mine.unread().order_by("-made_at", "-pk"))
    read = mine.filter(read_at__isnull=False).order_by("-read_at", "-pk")[:KEPT]
    return render(request, "schools/notices.html", {"waiting": unread, "read": read})

"""The first address, the one that keeps a session alive, and the one that machines ask."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from schools.http import StaffRequest


@require_safe
def start(request: StaffRequest) -> HttpResponse:
    return redirect("studentcare:today")


@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: StaffRequest) -> HttpResponse:
    """ "อยู่ต่อ": the question itself counts as activity. The answer is the form token, new after signing in again."""
    return HttpResponse(get_token(request), content_type="text/plain")


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Do we answer, and does the database? Says nothing about versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

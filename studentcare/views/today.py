"""A stand-in for a minute."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def today(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

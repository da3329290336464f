"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def overview(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def area(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def area_summary_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def area_summary_xlsx(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def group(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def my_school(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

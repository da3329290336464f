"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def caseload(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def gap_list(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def class_gaps(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def open_case(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def settle_alert(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def case(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def accept(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def assign(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def plan(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_task(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def mark_done(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def write_note(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def read_note(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def correct_note(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def close(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def reopen(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def summary_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

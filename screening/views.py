"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def rounds(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def open_round(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def round_progress(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_round(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def grid(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def aspect(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def fill_rest(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def save_row(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def finding(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def override(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def submit(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def ask_to_reopen(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def reopen(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def summary_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def summary_xlsx(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def blank_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def undo_fill(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

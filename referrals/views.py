"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def board(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def refer(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def referral(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def choose_agency(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def give_reason(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def choose_sections(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def record_consent(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def number_letter(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def check(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def sign(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def return_to_draft(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def record_reply(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def close(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def letter_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def summary_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def agencies(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_agency(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_agency(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

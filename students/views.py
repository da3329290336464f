"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def add_student(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_student(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def identify(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def move_student(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def leave(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def class_numbers(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def imports(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def choose_file(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def map_columns(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def check_rows(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def confirm(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def import_result(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def undo(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def errors_xlsx(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

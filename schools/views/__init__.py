"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from schools.views.sign_in import account, set_password, use_code


def people(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_person(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def import_people(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def slips_pdf(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def person(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_person(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def appoint(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def end_appointment(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def make_code(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def close_account(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def classrooms(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_classroom(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_classroom(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def schools(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_school(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def school(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_school(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def years(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def add_year(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def edit_year(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def holidays(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def area(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404

"""Stand-ins until the pages land."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def today(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def search(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def student(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def classroom(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def help(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def styleguide(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def demo(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def enter(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def stay(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def healthz(request: HttpRequest, **ids: Any) -> HttpResponse:
    raise Http404


def start(request: HttpRequest) -> HttpResponse:
    raise Http404

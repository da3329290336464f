"""Whoever comes to an agency's door comes as a stranger, be she signed in or not; and its address stands in no log."""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

DOOR = "/r/"
_TOKEN = re.compile(r"/r/[^/\s]+")


class Stranger:
    """Stands before the sessions: what is asked of `/r/…` finds no session and leaves none.

    Staff who open a link from their own letter see what the agency sees, never with their rights; a preview robot
    leaves no row behind.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(DOOR):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


class Untold(logging.Filter):
    """Lines of the log say "/r/…": whoever reads them does not learn an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if DOOR in told:
            record.msg, record.args = _TOKEN.sub("/r/…", told), ()
        return True

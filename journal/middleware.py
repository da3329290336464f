"""Every request is one transaction in which the database knows who acts; a refusal leaves a line of its own."""

import secrets
from collections.abc import Callable
from typing import TypedDict

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from journal.actions import line
from journal.context import acting
from journal.http import client_address
from journal.models import Verb

REFUSALS = (403, 404, 409)  # not hers to do, not there for her, not possible as things stand

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Origin(TypedDict):
    request: str
    address: str


class Acting:
    """The view and its template run inside `acting(request.user)`; a status of 400 and above undoes all of it.

    The sign-in pages (settings.KEEP_FAILURES) keep what they wrote when they refuse: a counter of failed
    attempts that is rolled back counts nothing (decisions T6).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = Origin(request=secrets.token_hex(8), address=client_address(request))
        keeps_failures = request.path.startswith(settings.KEEP_FAILURES)
        with acting(request.user, **origin):
            response = self.get_response(request)
            if response.status_code >= 400 and not keeps_failures:
                transaction.set_rollback(True)
        if response.status_code in REFUSALS:
            self.note_refusal(request, response.status_code, origin)
        return response

    def note_refusal(self, request: HttpRequest, status: int, origin: Origin) -> None:
        match = request.resolver_match
        if match is None or not request.user.is_authenticated:
            return
        with acting(request.user, **origin):
            school = getattr(request.user, "school_id", None)  # whose account it is, so that her auditor reads it
            line(Verb.REFUSED, match.view_name, by=request.user, school=school, status=status, asked=match.kwargs)

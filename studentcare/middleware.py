"""What every answer tells the browser, errors included: keep nothing, show this nowhere else."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from journal.http import is_in_utf8
from studentcare.views.errors import bad_request, busy, not_allowed

NUL = "\0"
HELD = ("40P01", "55P03")  # PostgreSQL's deadlock_detected and lock_not_available
DOOR = "/r/"  # an address there is never looked up as it is: with a NUL it leads nowhere, as any other that was guessed

FIXED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


class Headers:
    """Shared computers: nothing we serve may be found again in the browser's cache.

    An address with a NUL is answered here: no table can be asked for it. A form says so beside its field; where what
    was sent went on to the database, which knows no NUL, the answer is the same and not a broken page.

    What is not UTF-8 is refused before anything is compared with it: what breaks while a page is drawn, or a failure
    written down, would undo what was counted against guessing. The door says so itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_bad = not request.path.startswith(DOOR) and (NUL in request.path or not is_in_utf8(request))
        response = bad_request(request, ValueError()) if is_bad else self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response = not_allowed(request, response.headers["Allow"])
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, OperationalError) and getattr(exception.__cause__, "sqlstate", "") in HELD:
            return busy(request)
        refused = isinstance(exception, (ValueError, DataError))
        return bad_request(request, exception) if refused and has_nul(request) else None


def has_nul(request: HttpRequest) -> bool:
    """In what was typed or stands in the address; uploads aside."""
    return any(NUL in value for sent in (request.GET, request.POST) for _, found in sent.lists() for value in found)

"""What every answer tells the browser, errors included: keep nothing, show this nowhere else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from studentcare.views.errors import bad_request

FIXED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


class Headers:
    """Shared computers: nothing we serve may be found again in the browser's cache.

    An address with a NUL is answered here: no table can be asked for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = bad_request(request, ValueError()) if "\0" in request.path else self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            add_never_cache_headers(response)
        return response

"""Error pages draw no navigation and ask the database nothing: its transaction may already be broken (T14)."""

import contextlib
import secrets

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from journal.ids import ALPHABET

SAY_TOO_MANY_FILES = f"ส่งไฟล์มาพร้อมกันเกิน {settings.DATA_UPLOAD_MAX_NUMBER_FILES} ไฟล์ ยังไม่ได้บันทึก แนบทีละไฟล์"


def _answer(name: str, status: int, **context: str) -> HttpResponse:
    return HttpResponse(render_to_string(f"studentcare/{name}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = SAY_TOO_MANY_FILES if isinstance(exception, TooManyFilesSent) else ""
    return _answer("bad_request", 400, why=why)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer("permission_denied", 403, why=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer("not_found", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The code on the page is what the person reads out on the telephone; it stands in the log as well."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(4)).upper()
    return _answer("server_error", 500, code=f"E-{code}")


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Somebody opened the address of a button, as after signing in again: the page around it stands one step up."""
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    answer = _answer("not_allowed", 405, above=above if _opens(above) else "")
    answer.headers["Allow"] = allowed
    return answer


def _opens(path: str) -> bool:
    with contextlib.suppress(Resolver404):
        return path != "/" and bool(resolve(path))
    return False


def busy(request: HttpRequest) -> HttpResponse:
    """Somebody else holds the row too long, or two waited for each other and the database ended one."""
    return _answer("busy", 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is out of date (signed in again elsewhere, page kept open over night)."""
    return _answer("csrf_failure", 403)

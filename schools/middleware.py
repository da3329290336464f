"""How long a session lives on a shared computer, and the gate before everything that is not public."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

SEEN, SINCE, OWN_COMPUTER = "seen", "since", "own_computer"
REMEMBER_SEEN_AFTER = 20  # seconds: not every request writes the session

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SessionLimits:
    """15 minutes idle on a shared computer, 60 on one's own, 10 hours in all (decisions C6).

    Whatever a person does counts, row saves included; drafts and polls in the background (`X-Background`) do not.
    When a session ends here, the browser is told to forget what it kept of it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            now = int(time.time())
            if self.is_over(request, now):
                auth.logout(request)
                messages.info(request, "หมดเวลาใช้งานเพื่อความปลอดภัย เข้าสู่ระบบอีกครั้ง แล้วระบบจะกลับมาที่หน้านี้")
            elif "X-Background" not in request.headers:
                self.remember(request, now)
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def is_over(self, request: HttpRequest, now: int) -> bool:
        session = request.session
        idle = idle_seconds(request)
        seen, since = int(session.get(SEEN, now)), int(session.get(SINCE, now))
        return now - seen > idle or now - since > int(settings.SESSION_COOKIE_AGE)

    def remember(self, request: HttpRequest, now: int) -> None:
        request.session.setdefault(SINCE, now)
        if now - request.session.get(SEEN, 0) >= REMEMBER_SEEN_AFTER:
            request.session[SEEN] = now


def idle_seconds(request: HttpRequest) -> int:
    limit = settings.IDLE_OWN if request.session.get(OWN_COMPUTER) else settings.IDLE_SHARED
    return int(limit.total_seconds())


class SignInGate(LoginRequiredMiddleware):
    """Everything but what is marked public needs a signed-in person, with a password of her own.

    An htmx request is answered 401 without a body: a redirect would be followed and swapped into the row
    (decisions B13).
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        refused: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is None and request.user.is_authenticated and getattr(view_func, "login_required", True):
            match = request.resolver_match
            if request.user.must_set_password and match and match.view_name not in MAY_WITHOUT_PASSWORD:
                return redirect("schools:set_password")
        return refused

    def handle_no_permission(  # type: ignore[override]  # Django says redirect; htmx would follow it into the row
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Trigger": "signed-out"})
        answer: HttpResponseBase = super().handle_no_permission(request, view_func)
        return answer


MAY_WITHOUT_PASSWORD = {"schools:set_password", "account_logout"}

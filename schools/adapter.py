"""How allauth signs people in here: no sign-up, no e-mail, a line in the journal for every try."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from journal.actions import line
from journal.context import acting
from journal.http import client_address
from journal.models import Verb
from schools.middleware import OWN_COMPUTER, SEEN, SINCE
from schools.models import User

TOO_MANY = "มีการลองเข้าระบบจากที่นี่ถี่เกินไป รอ 1 นาทีแล้วลองใหม่"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the school's account admin (decisions C3, T19)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "ชื่อผู้ใช้หรือรหัสผ่านไม่ตรงกัน ลองใหม่ หรือตั้งรหัสผ่านใหม่",
        "incorrect_password": "รหัสผ่านไม่ตรง พิมพ์รหัสผ่านที่ใช้เข้าระบบอีกครั้ง",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A closed account answers like a wrong password: nobody learns that it exists."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        request.session[OWN_COMPUTER] = "login" in request.POST and request.POST.get("shared") != "on"
        request.session[SINCE] = request.session[SEEN] = int(time.time())
        with acting(user, address=client_address(request)):
            line(Verb.SIGNED_IN, "schools.User", user.pk, by=user, school=user.school_id)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The line names the account that was tried, when there is one; what was typed is never kept."""
        tried = User.objects.filter(username__iexact=str(credentials.get("username", "")).strip()).first()
        with acting(request.user, address=client_address(request)):
            line(
                Verb.SIGN_IN_FAILED,
                "schools.User",
                tried.pk if tried else None,
                by=request.user if request.user.is_authenticated else None,
                school=tried.school_id if tried else None,
            )

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            user = request.user
            with acting(user, address=client_address(request)):
                line(Verb.SIGNED_OUT, "schools.User", user.pk, by=user, school=user.school_id)
        super().logout(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages say what the page already says."""

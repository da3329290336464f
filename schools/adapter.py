"""How allauth signs people in here: no sign-up, no e-mail, a line in the journal for every try."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from journal.actions import line
from journal.context import acting
from journal.http import client_address
from journal.models import Verb
from schools.middleware import OWN_COMPUTER
from schools.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the school's account admin (decisions C3, T19)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        request.session[OWN_COMPUTER] = request.POST.get("shared") != "on" and "login" in request.POST
        with acting(user, address=client_address(request)):
            line(Verb.SIGNED_IN, "schools.User", user.pk, by=user, school=user.school_id)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        with acting(address=client_address(request)):
            line(Verb.SIGN_IN_FAILED, "schools.User", by=None)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages say what the page already says."""

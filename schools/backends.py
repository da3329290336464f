"""Signing in with a one-time code, counted against guessing exactly as passwords are."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from schools import codes, rules
from schools.models import OneTimeCode, User


class OneTimeCodeBackend(ModelBackend):
    """Answers only to `username` and `code`; the code is used up by the view's action, not here."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, *, username: str, code: str
    ) -> User | None:
        live = OneTimeCode.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        found = live.filter(user__username__iexact=username.strip()).select_related("user__school", "made_by").first()
        digest = codes.digest(settings.FIELD_KEYS, codes.typed(code), user=found.user_id if found else 0)
        if found and secrets.compare_digest(found.hashed, digest) and rules.may_open_with(found):
            return found.user
        return None


def typed_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that failures are counted under: however it is spelt, it is one person's."""
    name = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(name).strip().lower()[:150]

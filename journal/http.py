"""What a request says about where it comes from, and whether it is written in letters at all."""

import codecs

from django.conf import settings
from django.http import HttpRequest

UTF_8 = "utf-8"


def client_address(request: HttpRequest) -> str:
    """The caller's address: the socket's, or the last one our own proxy appended (TRUSTED_PROXY only)."""
    if settings.TRUSTED_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def is_in_utf8(request: HttpRequest) -> bool:
    """Every browser sends forms in UTF-8; from utf-7 and its like come halves of letters, with which no page is drawn
    and no row written."""
    try:
        return codecs.lookup((request.content_params or {}).get("charset", UTF_8)).name == UTF_8
    except (LookupError, ValueError):
        return False

"""Before something that would be bad in the wrong hands: the password once more, unless typed just now (C6)."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from schools.http import StaffRequest


def must_confirm(request: StaffRequest) -> bool:
    """Has she not typed her password or code in the last five minutes? People of the demo have none to type."""
    if settings.DEMO:
        return False
    typed = [float(record.get("at", 0)) for record in get_authentication_records(request, request.user)]
    return time.time() - max(typed, default=0) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def confirm(request: StaffRequest) -> HttpResponse:
    """Ask for the password; what was sent is kept in the session and done afterwards."""
    answer: HttpResponse = suspend_request(request, reverse("account_reauthenticate"))
    return answer

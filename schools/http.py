"""The request as our views know it: someone on the staff has signed in. And a form that is sent only once."""

import hashlib
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from schools.drafts import page_sent
from schools.models import Draft, Submitted, User

# what a form carries besides what was typed
NOT_CONTENT = {"csrfmiddlewaretoken", "form_key", "draft", "draft_page", "draft_taken", "sequence"}


class StaffRequest(HttpRequest):
    user: User
    htmx: HtmxDetails


def once(request: StaffRequest, act: Callable[[], str]) -> HttpResponse:
    """Do `act` (which returns the address to go to) unless this very form has been sent before.

    The form carries `{% form_key %}`. Sent twice with the same content it leads to the same place; its key is
    written in the transaction of the act. With other content after it has acted, nothing is saved (422): the page
    leads to what was saved, and what was typed can be sent as another one. A form without a key acts as a new one.
    What was kept of it while it was written (`{% draft_button %}`) is forgotten.
    """
    key = _key(request)
    digest = _digest(request)
    if key is None:
        url = act()
        forget_draft(request)
        return redirect(url)
    sent, is_first = Submitted.objects.get_or_create(
        user=request.user, key=key, defaults={"digest": digest, "url": "", "at": timezone.now()}
    )
    if not is_first and sent.url:
        return redirect(sent.url) if sent.digest == digest else _sent_before(request, sent.url)
    url = act()
    Submitted.objects.filter(pk=sent.pk).update(digest=digest, url=url)
    forget_draft(request)
    return redirect(url)


def _sent_before(request: StaffRequest, url: str) -> HttpResponse:
    typed = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    kept = [(name, value) for name, value in typed if name not in ("csrfmiddlewaretoken", "form_key")]
    return render(request, "schools/sent_before.html", {"url": url, "kept": kept}, status=422)


def forget_draft(request: StaffRequest) -> None:
    """The form says which draft is its own: "cases:write_note/k3h9p2xw". Rubbish is no draft, and no reason to fail.

    A draft that this page neither took nor wrote goes on waiting.
    """
    form, _, about = request.POST.get("draft", "").partition("/")
    if about.isprintable() and form.isprintable() and about:
        waiting = Draft.objects.filter(user=request.user, form=form, about=about)
        found = waiting.first()
        if found and page_sent(request.POST).holds(found):
            waiting.filter(uid=found.uid).delete()


def _key(request: StaffRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _digest(request: StaffRequest) -> str:
    content = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in NOT_CONTENT)
    return hashlib.sha256(repr((request.path, content)).encode()).hexdigest()

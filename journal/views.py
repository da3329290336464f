"""The page of an ordered paper, and the paper itself. Only who asked for it comes here."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from journal.models import Paper
from journal.papers import hand_out


@require_safe
def paper(request: HttpRequest, pid: str) -> HttpResponse:
    found = get_object_or_404(Paper.objects.visible_to(_person(request)).defer("content"), public_id=pid)
    template = "journal/paper.html#progress" if request.headers.get("HX-Request") else "journal/paper.html"
    return render(request, template, {"paper": found})


@require_safe
def paper_file(request: HttpRequest, pid: str) -> HttpResponse:
    ready = Paper.objects.visible_to(_person(request)).filter(state=Paper.State.READY)
    found = get_object_or_404(ready, public_id=pid)
    return hand_out(bytes(found.content or b""), found.content_type, found.filename)


def _person(request: HttpRequest) -> AbstractBaseUser:
    return cast(AbstractBaseUser, request.user)

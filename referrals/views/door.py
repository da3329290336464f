"""An agency's door (ux.md W9): before the code almost nothing, behind it the frozen letter and a form to answer it."""

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from referrals import actions
from referrals.door import Letter, Pass, cookie_name, cookie_value, form_token, pass_of
from referrals.forms.door import AnswerForm, CodeForm, begun, typed_pairs
from referrals.models.link import LOCKED_FOR
from referrals.views.threshold import Drawn, at_door, code_page

SAY_WRONG = "รหัสไม่ตรง ตรวจกับโรงเรียนอีกครั้ง ใส่ผิดครบ 5 ครั้งจะใส่ไม่ได้ 30 นาที"


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing until the code is right: no row, no cookie, no counter, no line."""
    return at_door(request, token, _door)


def _door(request: HttpRequest, letter: Letter) -> HttpResponse | Drawn:
    if request.method == "POST":
        return _enter(request, letter)
    if pass_of(letter.link, request.COOKIES) is Pass.OPEN:
        return laid_open(request, letter)
    return code_page(request, letter, CodeForm())


def _enter(request: HttpRequest, letter: Letter) -> HttpResponse | Drawn:
    """The try is counted before its page is drawn."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return code_page(request, letter, form, keeps_typed=True, status=422)
    tried = actions.try_code(letter.referral, code=form.cleaned_data["code"], by=None)
    return lambda: _after(request, letter, form, tried)


def _after(request: HttpRequest, letter: Letter, form: CodeForm, tried: actions.Tried) -> HttpResponse:
    if tried is actions.Tried.LOCKED:
        letter.link.refresh_from_db(fields=["locked_until"])
        answer = code_page(request, letter, CodeForm(), status=429)
        answer.headers["Retry-After"] = str(int(LOCKED_FOR.total_seconds()))
        return answer
    if tried is actions.Tried.WRONG:
        form.add_error("code", SAY_WRONG)
        return code_page(request, letter, form, keeps_typed=True, status=422)
    return _let_in(request, letter)


def _let_in(request: HttpRequest, letter: Letter) -> HttpResponse:
    """What was typed before half an hour was over stands in the form again."""
    name, value = cookie_name(letter.link), cookie_value(letter.link)
    typed = AnswerForm(request.POST)
    if typed_pairs(typed):
        request.COOKIES[name] = value  # the form that is drawn now belongs to it
        answer = laid_open(request, letter, typed, is_checked=False)
    else:
        answer = redirect(request.path)
    answer.set_cookie(
        name, value, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict", max_age=None
    )
    return answer


def laid_open(
    request: HttpRequest, letter: Letter, form: AnswerForm | None = None, *, is_checked: bool = True, status: int = 200
) -> HttpResponse:
    """The packet as it was frozen, and the form. `is_checked` False: typed, but not yet sent to be looked at."""
    agency = letter.referral.agency
    last = letter.last_reply
    if form is None:
        named = agency.contacts.first() if agency else None
        contact = named.name if named else agency.contact if agency else ""
        phone = (named.phone if named else "") or (agency.phone if agency else "")
        form = AnswerForm(initial=begun(last, contact, phone))
    elif not is_checked:
        form = AnswerForm(initial=dict(form.data.items()) | _days(form))
    actions.read_letter(letter.referral, by=None)
    context = {
        "letter": letter,
        "packet": letter.packet | {"left_out": []},
        "form": form,
        "form_key": request.POST.get("form_key") or uuid.uuid4(),
        "door_token": form_token(letter.link, request.COOKIES),
        "opened_at": timezone.now(),
        "sent": letter.sent_by_link(),
        "is_line": "Line/" in request.headers.get("User-Agent", ""),
    }
    return render(request, "referrals/reply_form.html", context, status=status)


def _days(form: AnswerForm) -> dict[str, list[str]]:
    """Of each date its three inputs as they were typed."""
    parts = ("day", "month", "year")
    return {field: [form.data.get(f"{field}_{part}", "") for part in parts] for field in ("appointment_on", "next_on")}


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_door(request: HttpRequest, token: str) -> HttpResponse:
    """On a shared computer: whoever comes next needs the code again."""
    return at_door(request, token, _leave)


def _leave(request: HttpRequest, letter: Letter) -> HttpResponse:
    answer = redirect(request.path.removesuffix("leave/"))
    if request.method == "POST":
        answer.delete_cookie(cookie_name(letter.link), path="/", samesite="Strict")
    return answer

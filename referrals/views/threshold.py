"""What every page of an agency's door does first and last: who may knock, what a shut door says.

These are the only pages open to the world (security.md 2.9). They are exempt from Django's form token, which would lay
a session down for every robot that looks: instead a form is refused when the browser says that another site sent it,
the cookie behind the code is `SameSite=Strict`, and every form behind the code carries a token of that cookie.
"""

import secrets
from collections.abc import Callable
from functools import partial

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render

from journal.context import acting
from journal.http import client_address, is_in_utf8
from referrals import links
from referrals.door import Letter, Pass, letter_of, pass_of
from referrals.forms.door import AnswerForm, CodeForm, typed_pairs

MB = 1024 * 1024
BEFORE_THE_CODE = 200_000  # bytes of a form: six digits, and what was being typed when half an hour was over
BEHIND_IT = 21 * MB  # an answer with three files
HEARD, CHUNK = 32 * MB, 64 * 1024  # what is read of it and thrown away
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}

SAY_ELSEWHERE = "คำตอบนี้ไม่ได้ส่งจากหน้าของลิงก์ ยังไม่ได้บันทึก เปิดลิงก์อีกครั้งแล้วส่งใหม่"
SAY_LARGE = "สิ่งที่ส่งมาใหญ่เกินกว่าที่รับได้ ยังไม่ได้บันทึก ย่อข้อความ หรือแนบไฟล์ไม่เกิน 3 ไฟล์ ไฟล์ละไม่เกิน 5\u00a0MB"
SAY_BROKEN = "สิ่งที่ส่งมาไม่ครบ ยังไม่ได้บันทึก กลับไปหน้าก่อนหน้าแล้วส่งอีกครั้ง"
SAY_BUSY = "มีผู้ใช้ลิงก์นี้พร้อมกันหลายคน ยังไม่ได้บันทึก รอสักครู่แล้วลองอีกครั้ง"

Drawn = Callable[[], HttpResponse]  # what is shown of what was done, which is kept whether it can be shown or not
Then = Callable[[HttpRequest, Letter], HttpResponse | Drawn]


def at_door(request: HttpRequest, token: str, then: Then) -> HttpResponse:
    """`then` for the letter behind this address, acting as its agency; a calm page for everything else.

    Where `then` gives back how to draw its answer, what it did is kept before the drawing begins: a wrong code counts
    even when its page breaks.
    """
    key = links.find(token)
    response = missing(request) if key is None else _inside(request, key, then)
    if request.method == "POST":
        hear_out(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def hear_out(request: HttpRequest) -> None:
    """A browser that is answered before it has sent everything shows a broken line instead of the answer."""
    try:
        for _ in range(HEARD // CHUNK):
            if not request.read(CHUNK):
                return
    except OSError:
        return


def _inside(request: HttpRequest, key: int, then: Then) -> HttpResponse:
    if request.method == "POST" and is_from_elsewhere(request):
        return say(request, SAY_ELSEWHERE, status=403)
    as_agency = partial(acting, agency=key, request=secrets.token_hex(8), address=client_address(request))
    try:
        with as_agency():
            answer = _answered(request, key, then)
        if isinstance(answer, HttpResponse):
            return answer
        with as_agency():
            return answer()
    except SuspiciousOperation:  # too many bytes, fields or files
        return say(request, SAY_LARGE, status=413)
    except (BadRequest, MultiPartParserError, UnreadablePostError):
        return say(request, SAY_BROKEN, status=400)
    except OperationalError:  # somebody else holds the row too long
        return say(request, SAY_BUSY, status=503)


def _answered(request: HttpRequest, key: int, then: Then) -> HttpResponse | Drawn:
    letter = letter_of(key)
    if letter is None:
        return missing(request)
    if is_too_large(request, letter):
        return say(request, SAY_LARGE, status=413)
    if not is_in_utf8(request):
        return say(request, SAY_BROKEN, status=400)
    return over(request, letter) if letter.end else then(request, letter)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """A browser says from which site a form came. Ours may come as "null" (no-referrer)."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) not in (own, "null")


def is_too_large(request: HttpRequest, letter: Letter) -> bool:
    """Asked before a byte is read: only who has typed the code may send files."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = BEHIND_IT if pass_of(letter.link, request.COOKIES) is Pass.OPEN else BEFORE_THE_CODE
    return not length.isdecimal() or int(length) > most


def say(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    return render(request, "referrals/door_says.html", {"words": words}, status=status)


def missing(request: HttpRequest) -> HttpResponse:
    """An address that was guessed, cut off or mistyped: nothing is said of any letter."""
    return render(request, "referrals/door_missing.html", status=404)


def over(request: HttpRequest, letter: Letter) -> HttpResponse:
    """The link is over: whom to ring and what to name. What was typed is given back to who had it open."""
    typed: list[str] = []
    if request.method == "POST" and pass_of(letter.link, request.COOKIES) is not Pass.NONE:
        form = AnswerForm(request.POST)
        typed = [value for name, value in typed_pairs(form) if name in ("said_by", "findings", "advice")]
    return render(request, "referrals/door_over.html", {"letter": letter, "typed": typed}, status=410)


def code_page(
    request: HttpRequest, letter: Letter, form: CodeForm, *, keeps_typed: bool = False, status: int = 200
) -> HttpResponse:
    """Before the code. `keeps_typed`: half an hour was over while she wrote, and what she wrote goes on with her."""
    context = {
        "letter": letter,
        "form": form,
        "typed": typed_pairs(AnswerForm(request.POST)) if keeps_typed else [],
        "is_line": "Line/" in request.headers.get("User-Agent", ""),
    }
    return render(request, "referrals/door.html", context, status=status)

"""An agency's answer: looked through once more, sent, and confirmed with a number and a paper."""

import uuid
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import IllegalMove
from journal.papers import disclose
from referrals import actions, receipts, uploads
from referrals.door import Letter, Pass, form_token, is_own_form, letter_of, pass_of
from referrals.forms.door import AnswerForm, CodeForm, typed_pairs
from referrals.models import Reply
from referrals.views.door import laid_open
from referrals.views.threshold import MB, SAY_ELSEWHERE, at_door, code_page, missing, over, say

MOST_FILES, MOST_BYTES = 3, 5 * MB
SAY_ENOUGH = "ส่งคำตอบผ่านลิงก์นี้ครบจำนวนแล้ว ครั้งนี้ยังไม่ได้บันทึก โทรแจ้งโรงเรียนแทน"
SAY_FILES = f"แนบได้ไม่เกิน {MOST_FILES} ไฟล์ เลือกใหม่เฉพาะที่จำเป็น"
SAY_BIG = "ใหญ่เกิน 5\u00a0MB ย่อหรือสแกนใหม่แล้วเลือกอีกครั้ง"


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_answer(request: HttpRequest, token: str) -> HttpResponse:
    """`do`: nothing looks it through, "edit" goes back with everything typed, "send" sends it."""
    return at_door(request, token, _check)


def _check(request: HttpRequest, letter: Letter) -> HttpResponse:
    passed = pass_of(letter.link, request.COOKIES)
    if request.method != "POST":
        return redirect("referrals:door", letter.token)
    if passed is not Pass.OPEN:
        return code_page(request, letter, CodeForm(), keeps_typed=passed is Pass.LAPSED, status=403)
    if not is_own_form(letter.link, request.COOKIES, request.POST.get("door_token", "")):
        return say(request, SAY_ELSEWHERE, status=403)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return laid_open(request, letter, form, status=422)
    do = request.POST.get("do", "")
    if do == "edit":
        return laid_open(request, letter, form)
    return _send(request, letter, form) if do == "send" else _look_through(request, letter, form)


def _look_through(
    request: HttpRequest, letter: Letter, form: AnswerForm, refused: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "letter": letter,
        "form": form,
        "said": form.cleaned_data,
        "result": Reply.Result(form.cleaned_data["result"]).label,
        "why": dict(Reply.Why.choices).get(form.cleaned_data["why"], ""),
        "typed": typed_pairs(form),
        "form_key": request.POST.get("form_key", ""),
        "door_token": form_token(letter.link, request.COOKIES),
        "refused": refused,
        "accept": uploads.ACCEPT,
        "is_line": "Line/" in request.headers.get("User-Agent", ""),
    }
    return render(request, "referrals/check_answer.html", context, status=422 if refused else 200)


def _send(request: HttpRequest, letter: Letter, form: AnswerForm) -> HttpResponse:
    files, refused = _files(request)
    if refused:
        return _look_through(request, letter, form, refused)
    try:
        actions.answer(
            letter.referral,
            key=_key(request, form),
            received_on=timezone.localdate(),
            files=files,
            **form.cleaned_data,
            by=None,
        )
    except actions.Enough:
        return say(request, SAY_ENOUGH, status=429)
    except (actions.Shut, IllegalMove):
        now = letter_of(letter.referral.pk)
        return over(request, now) if now else missing(request)
    return redirect("referrals:answered", letter.token)


def _key(request: HttpRequest, form: AnswerForm) -> uuid.UUID:
    """Of this form with this content: sent twice it is one answer, changed and sent again it is a later one.

    Of a file its bytes as they were brought: what is made of them anew differs from time to time.
    """
    files = [(file.name, sha256(b"".join(file.chunks())).hexdigest()) for file in request.FILES.getlist("files")]
    content = repr((sorted(typed_pairs(form)), files))
    try:
        return uuid.uuid5(uuid.UUID(request.POST.get("form_key", "")), content)
    except ValueError:
        return uuid.uuid4()


def _files(request: HttpRequest) -> tuple[list[uploads.Stored], tuple[str, ...]]:
    """What was brought, checked and made anew; or why not, file by file."""
    brought = request.FILES.getlist("files")
    if len(brought) > MOST_FILES:
        return [], (SAY_FILES,)
    kept, refused = [], []
    for file in brought:
        try:
            if (file.size or 0) > MOST_BYTES:
                raise uploads.Unusable(SAY_BIG)
            kept.append(uploads.brought(file))
        except uploads.Unusable as why:
            refused.append(f"{(file.name or '')[:60]}: {why}")
    return kept, tuple(refused)


@login_not_required
@require_safe
def answered(request: HttpRequest, token: str) -> HttpResponse:
    return at_door(request, token, _answered)


def _answered(request: HttpRequest, letter: Letter) -> HttpResponse:
    reply = letter.sent_by_link()
    if reply is None or pass_of(letter.link, request.COOKIES) is not Pass.OPEN:
        return redirect("referrals:door", letter.token)
    context = {"letter": letter, "reply": reply, "number": receipts.number_of(letter.referral, reply)}
    return render(request, "referrals/answered.html", context)


@login_not_required
@require_safe
def receipt_pdf(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """What this agency itself sent through this door, and nothing else."""
    return at_door(request, token, lambda request, letter: _receipt(request, letter, number))


def _receipt(request: HttpRequest, letter: Letter, number: int) -> HttpResponse:
    if pass_of(letter.link, request.COOKIES) is not Pass.OPEN:
        return redirect("referrals:door", letter.token)
    reply = letter.sent_by_link(number)
    if reply is None:
        return missing(request)
    filename = f"{receipts.number_of(letter.referral, reply)}.pdf"
    return disclose(
        request,
        receipts.receipt,
        about=letter.referral,
        filename=filename,
        referral_id=letter.referral.pk,
        number=number,
    )

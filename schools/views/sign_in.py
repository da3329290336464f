"""Signing in with a one-time code, choosing a password, and one's own account."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from journal.context import acting
from journal.http import client_address
from schools import actions
from schools.duties import sees
from schools.forms.sign_in import CodeForm, KeysForm, MorningMailForm, PasswordForm
from schools.http import StaffRequest


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """A one-time code signs in once, and then a password has to be chosen."""
    form = CodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.user:
        try:
            with acting(form.user, address=client_address(request)):
                actions.use_code(by=form.user)
        except ValidationError as late:
            form.add_error(None, late)
            return render(request, "schools/use_code.html", {"form": form})
        record_authentication(request, form.user, method="code")
        answer: HttpResponse = perform_login(
            request, Login(user=form.user, redirect_url=reverse("schools:set_password"))
        )
        return answer
    return render(request, "schools/use_code.html", {"form": form})


@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: StaffRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        user = actions.choose_password(form.cleaned_data["new"], by=request.user)
        update_session_auth_hash(request, user)
        record_authentication(request, user, method="password", reauthenticated=True)
        messages.success(request, "ตั้งรหัสผ่านใหม่แล้ว เครื่องอื่นที่เข้าระบบค้างไว้ถูกออกจากระบบทั้งหมด")
        return redirect("studentcare:start")
    return render(request, "schools/set_password.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: StaffRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None  # an unticked box sends nothing
    form = KeysForm(sent, initial={"slash_searches": request.user.slash_searches})
    if form.is_valid():
        actions.set_keys(**form.cleaned_data, by=request.user)
        messages.success(request, "บันทึกแล้ว")
        return redirect("schools:account")
    return render(request, "schools/account.html", about_account(request, form=form))


@require_http_methods(["GET", "HEAD", "POST"])
def morning_mail(request: StaffRequest) -> HttpResponse:
    """Whether the numbers of the day come by mail; only where the area has a mail server."""
    if not settings.SENDS_MAIL:
        raise Http404
    person = request.user
    initial = {"wants_digest_mail": person.wants_digest_mail, "email": person.email}
    form = MorningMailForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.set_morning_mail(**form.cleaned_data, by=person)
        messages.success(request, "บันทึกแล้ว")
        return redirect("schools:account")
    return render(request, "schools/morning_mail.html", {"form": form})


def about_account(request: StaffRequest, *, form: KeysForm) -> dict[str, Any]:
    duties = [(appointment, sees(appointment)) for appointment in request.user.rights.held]
    return {"duties": duties, "person": request.user, "form": form, "sends_mail": settings.SENDS_MAIL}


def locked_out(request: HttpRequest, original_response: Any = None, credentials: Any = None) -> HttpResponse:
    """axes' answer after six wrong passwords for one name from one address."""
    return render(request, "schools/locked_out.html", status=429)

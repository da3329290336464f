"""Signing in: by password, by a one-time code, and choosing a password of one's own."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm
from django import forms
from django.contrib.auth import password_validation

from schools.models import User
from schools.passwords import LONGEST

WRONG_CODE = "ชื่อผู้ใช้หรือรหัสใช้ครั้งเดียวไม่ตรงกัน หรือรหัสหมดอายุแล้ว ลองใหม่ หรือขอรหัสใหม่จากผู้ดูแลบัญชีของโรงเรียน"


class PasswordField(forms.CharField):
    """A password: kept as typed, never shown again, never longer than what is hashed."""

    def __init__(self, label: str, *, autocomplete: str, **more: Any) -> None:
        super().__init__(
            label=label,
            strip=False,
            max_length=LONGEST,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={
                "required": f"กรอก{label}",
                "max_length": f"รหัสผ่านยาวเกินไป ใช้ไม่เกิน {LONGEST} ตัวอักษร",
            },
            **more,
        )


class UsernameField(forms.CharField):
    """A username; phones like to write it with a capital and a space behind."""

    def __init__(self) -> None:
        super().__init__(
            label="ชื่อผู้ใช้",
            max_length=150,
            error_messages={"required": "กรอกชื่อผู้ใช้", "max_length": "ชื่อผู้ใช้ยาวเกินไป ตรวจที่พิมพ์อีกครั้ง"},
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """allauth's form with our words, and the question whether others use this computer (decisions C6)."""

    password = PasswordField("รหัสผ่าน", autocomplete="current-password")
    shared = forms.BooleanField(label="เครื่องนี้ใช้ร่วมกับคนอื่น", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = UsernameField()
        self.order_fields(["login", "password", "shared"])


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that would be bad in the wrong hands."""

    password = PasswordField("รหัสผ่านของท่าน", autocomplete="current-password")


class CodeForm(forms.Form):
    username = UsernameField()
    code = forms.CharField(
        label="รหัสใช้ครั้งเดียว",
        max_length=40,
        help_text="8 ตัวบนใบที่ได้จากผู้ดูแลบัญชี เช่น 7K2P-W9MD",
        error_messages={"required": "กรอกรหัสใช้ครั้งเดียว", "max_length": WRONG_CODE},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "field-input field-code",
            }
        ),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            adapter = get_adapter(self.request)
            self.user = adapter.authenticate(
                self.request, username=self.cleaned_data["username"], code=self.cleaned_data["code"]
            )
            if self.user is None:
                raise forms.ValidationError(WRONG_CODE)
        return self.cleaned_data


class KeysForm(forms.Form):
    """Who speaks to her computer, or has an unsteady hand, wants no key that acts by itself (WCAG 2.1.4)."""

    slash_searches = forms.BooleanField(label="กด / เพื่อไปที่ช่องค้นหา", required=False)


class MorningMailForm(forms.Form):
    """The summary of each school morning by mail: numbers, never a name."""

    wants_digest_mail = forms.BooleanField(label="ส่งสรุปงานทุกเช้าวันเรียนทางอีเมล", required=False)
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        max_length=254,
        help_text="ในอีเมลมีแต่จำนวนงาน ไม่มีชื่อนักเรียน",
        error_messages={"invalid": "กรอกอีเมลให้ครบ เช่น kru@school.ac.th"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("wants_digest_mail") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "กรอกอีเมลที่จะรับสรุป")
        return cleaned


class PasswordForm(forms.Form):
    """A new password. Who came with a one-time code has no current one to show."""

    current = PasswordField("รหัสผ่านเดิม", autocomplete="current-password")
    new = PasswordField(
        "รหัสผ่านใหม่",
        autocomplete="new-password",
        help_text="อย่างน้อย 12 ตัวอักษร ใช้หลายคำต่อกันที่จำง่าย เว้นวรรคได้ เช่น คำสี่คำที่ไม่เกี่ยวกัน",
    )
    again = PasswordField("รหัสผ่านใหม่อีกครั้ง", autocomplete="new-password")

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User = request.user
        if self.user.must_set_password:
            del self.fields["current"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not get_adapter(self.request).reauthenticate(self.user, current):
            raise forms.ValidationError("รหัสผ่านเดิมไม่ตรง พิมพ์อีกครั้ง")
        return current

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", "พิมพ์รหัสผ่านใหม่ให้เหมือนกันทั้งสองช่อง")
        return self.cleaned_data

"""Nothing that Django or its libraries say reaches people in English (decisions C29)."""

import re

import pytest
from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator, ProhibitNullCharactersValidator

from schools.fields import CleanCharField, DateField, PhoneField
from tools import messages


def test_the_compiled_catalogue_is_the_written_one():
    assert messages.MO.read_bytes() == messages.compiled(messages.PO.read_text(encoding="utf-8"))


def test_every_sentence_keeps_its_places_to_fill_in():
    for entry in messages.entries(messages.PO.read_text(encoding="utf-8")):
        told = entry.get("msgstr") or entry.get("msgstr[0]", "")
        used = set(re.findall(r"%\((\w+)\)", told))
        assert used <= set(re.findall(r"%\((\w+)\)", entry["msgid"]))


class Everything(forms.Form):
    text = forms.CharField(max_length=3)
    short = forms.CharField(min_length=3)
    whole = forms.IntegerField(min_value=1, max_value=3)
    number = forms.DecimalField(max_digits=3, decimal_places=1)
    day = DateField()
    phone = PhoneField()
    clean = CleanCharField()
    one = forms.ChoiceField(choices=[("a", "ก")])
    many = forms.MultipleChoiceField(choices=[("a", "ก")])
    typed = forms.TypedChoiceField(choices=[("1", "ก")], coerce=int)
    file = forms.FileField()
    key = forms.UUIDField()
    slug = forms.SlugField()


@pytest.mark.parametrize("junk", ["", "\x00", "-1.5555555", "9" * 400, "ก" * 1000, "<b>", "31/2/2568"])
def test_forms_answer_in_thai(junk):
    form = Everything({name: junk for name in Everything.base_fields})
    assert not form.is_valid()
    for problems in form.errors.values():
        for problem in problems:
            assert not re.search("[A-Za-z]{2,}", problem.replace(junk, "") if junk else problem), problem


@pytest.mark.parametrize(
    "ask",
    [
        lambda: MinimumLengthValidator(12).validate("สั้น"),
        lambda: CommonPasswordValidator().validate("password"),
        lambda: MinLengthValidator(5)("ก"),
        lambda: MaxLengthValidator(1)("กก"),
        lambda: ProhibitNullCharactersValidator()("\x00"),
    ],
)
def test_validators_answer_in_thai(ask):
    with pytest.raises(ValidationError) as refused:
        ask()
    for message in refused.value.messages:
        assert not re.search("[A-Za-z]{2,}", message), message

"""What the one search box finds: children by name, nickname or number, cases and referrals by code."""

import re
from dataclasses import dataclass, field

from django.db.models import Case as Rank
from django.db.models import IntegerField, Q, Value, When

from cases.models import Case
from referrals.models import Inside, Referral
from schools.models import User
from schools.thai import clean, fold, to_arabic_digits
from students.models import Student
from students.models.student import StudentQuerySet

MOST = 50
LEAST = 2  # letters, below which the answer would be everybody
LONGEST = 100
_CODE = re.compile(r"([CRN])\s*-?\s*(25\d\d)\s*-?\s*(\d{1,6})", re.IGNORECASE)


@dataclass
class Found:
    """`is_short`: too little was typed to look for. `more`: there are more children than are shown."""

    students: list[Student] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    insides: list[Inside] = field(default_factory=list)
    is_short: bool = False
    more: bool = False

    @property
    def count(self) -> int:
        return len(self.students) + len(self.cases) + len(self.referrals) + len(self.insides)


def find(user: User, typed: str) -> Found:
    words = clean(typed[:LONGEST])
    code = _CODE.fullmatch(to_arabic_digits(words))
    if code:
        return by_code(user, code[1].upper(), int(code[2]), int(code[3]))
    key = fold(words)
    if len(key) < LEAST:
        return Found(is_short=True)
    students = list(by_name(user, words, key)[: MOST + 1])
    return Found(students=students[:MOST], more=len(students) > MOST)


def by_code(user: User, letter: str, year: int, number: int) -> Found:
    """C-2568-0042, R-2568-0017 or N-2568-0003, as printed; a code belongs to a school, so there may be several."""
    wanted = {"year": year, "number": number}
    if letter == "C":
        return Found(cases=list(Case.objects.visible_to(user).filter(**wanted).select_related("student")[:MOST]))
    if letter == "N":
        return Found(insides=list(Inside.objects.visible_to(user).filter(**wanted).select_related("student")[:MOST]))
    return Found(referrals=list(Referral.objects.visible_to(user).filter(**wanted).select_related("student")[:MOST]))


def by_name(user: User, words: str, key: str) -> StudentQuerySet:
    """Every word typed is somewhere in the name; those that begin with it come first, then by Thai order."""
    asked = Q(search_key__contains=key)
    parts = [part for part in map(fold, words.split(" ")) if part]
    if len(parts) > 1:
        every = Q()
        for part in parts:
            every &= Q(search_key__contains=part)
        asked |= every
    rank = Rank(When(search_key__startswith=key, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Student.objects.visible_to(user).filter(asked).select_related("classroom", "school")
    return found.annotate(rank=rank).order_by("rank", "sort_key", "pk")

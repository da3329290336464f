"""The school's own list of conduct (ระเบียบคะแนนความประพฤติ): filled, added to, changed, ordered, retired."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from activities.models import ConductRule
from journal.actions import record
from journal.models import Verb
from schools.models import School, User

SAY_USED = "ข้อนี้ใช้บันทึกไปแล้ว แก้ถ้อยคำหรือคะแนนไม่ได้ เลิกใช้ข้อนี้แล้วเพิ่มข้อใหม่แทน"
SHIPPED = "conduct.toml"


@transaction.atomic
def add_rule(school: School, *, by: User, **told: Any) -> ConductRule:
    """At the end of the list.  Raises ValidationError."""
    last = ConductRule.objects.filter(school=school).aggregate(last=Max("position"))["last"] or 0
    rule = ConductRule(school=school, position=last + 1, **told)
    rule.full_clean()
    rule.save()
    record(Verb.CONFIGURED, rule, by=by, code=rule.code)
    return rule


@transaction.atomic
def edit_rule(rule: ConductRule, *, by: User, **told: Any) -> ConductRule:
    """Until something was written with it.  Raises ValidationError."""
    rule = locked(rule)
    if rule.observations.exists():
        raise ValidationError(SAY_USED)
    for name, value in told.items():
        setattr(rule, name, value)
    rule.full_clean()
    rule.save(update_fields=list(told))
    record(Verb.CONFIGURED, rule, by=by, code=rule.code)
    return rule


@transaction.atomic
def retire_rule(rule: ConductRule, *, is_active: bool, by: User) -> ConductRule:
    """No longer offered, or offered again. What was written with it stays."""
    rule = locked(rule)
    rule.is_active = is_active
    rule.save(update_fields=["is_active"])
    record(Verb.CONFIGURED, rule, by=by, code=rule.code, in_use=is_active)
    return rule


@transaction.atomic
def move_rule(rule: ConductRule, *, up: bool, by: User) -> None:
    """One place up or down among the school's rules in use."""
    held = ConductRule.objects.select_for_update().filter(school=rule.school_id)
    rules = list(held.filter(is_active=True).order_by("position", "code", "pk"))
    if rule not in rules:
        return
    at = rules.index(rule)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rules):
        rules[at], rules[to] = rules[to], rules[at]
    for place, one in enumerate(rules, 1):
        one.position = place
    ConductRule.objects.bulk_update(rules, ["position"])
    record(Verb.CONFIGURED, rule, by=by, code=rule.code, moved=True)


@transaction.atomic
def fill_rules(school: School, *, by: User) -> int:
    """Add the shipped lines whose code the school has not. Returns how many; the school changes them as it likes."""
    held = ConductRule.objects.filter(school=school)
    codes, last = set(held.values_list("code", flat=True)), held.aggregate(last=Max("position"))["last"] or 0
    new = [line for line in shipped() if line["code"] not in codes]
    made = [ConductRule(school=school, position=last + place, **line) for place, line in enumerate(new, 1)]
    for rule in made:
        rule.full_clean(exclude=["school"], validate_unique=False, validate_constraints=False)
    ConductRule.objects.bulk_create(made)
    record(Verb.CONFIGURED, school, by=by, conduct_rules=len(made))
    return len(made)


def shipped() -> list[dict[str, Any]]:
    """The lines of fixtures/conduct.toml: code, text, least, most, and what follows."""
    path = Path(settings.BASE_DIR) / "fixtures" / SHIPPED
    lines: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["rules"]
    return lines


def locked(rule: ConductRule) -> ConductRule:
    return ConductRule.objects.select_for_update().get(pk=rule.pk)

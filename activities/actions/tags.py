"""The words of an area: added, renamed, retired, put in order, begun with the shipped sets."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from activities.models import Tag
from journal.actions import record
from journal.models import Verb
from schools.models import Area, User

SHIPPED = Path("fixtures") / "tags.toml"


@transaction.atomic
def add_tag(area: Area, *, family: str, set_name: str, name: str, by: User | None) -> Tag:
    """At the end of its set.  Raises ValidationError for a word that is there already."""
    last = area.tags.filter(family=family, set_name=set_name).order_by("-position").first()
    tag = Tag(area=area, family=family, set_name=set_name, name=name, position=last.position + 1 if last else 1)
    tag.validate_constraints()
    tag.save()
    record(Verb.CONFIGURED, tag, by=by)
    return tag


@transaction.atomic
def edit_tag(tag: Tag, *, set_name: str, name: str, by: User) -> Tag:
    """Another word from now on; what was tagged before keeps the old one.  Raises ValidationError."""
    tag.set_name, tag.name = set_name, name
    tag.validate_constraints()
    tag.save(update_fields=["set_name", "name"])
    record(Verb.CONFIGURED, tag, by=by)
    return tag


@transaction.atomic
def retire_tag(tag: Tag, *, by: User) -> None:
    """Offered no more; where it was chosen it stays."""
    tag.is_active = False
    tag.save(update_fields=["is_active"])
    record(Verb.CONFIGURED, tag, by=by, retired=True)


@transaction.atomic
def revive_tag(tag: Tag, *, by: User) -> None:
    tag.is_active = True
    tag.save(update_fields=["is_active"])
    record(Verb.CONFIGURED, tag, by=by, retired=False)


@transaction.atomic
def move_tag(tag: Tag, *, up: bool, by: User) -> None:
    """One place up or down among the words of its set."""
    kept = Tag.objects.select_for_update().filter(area=tag.area_id, family=tag.family, set_name=tag.set_name)
    words = list(kept.order_by("position", "pk"))
    at = words.index(tag)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(words):
        return
    words[at], words[to] = words[to], words[at]
    for position, word in enumerate(words, start=1):
        word.position = position
    Tag.objects.bulk_update(words, ["position"])
    record(Verb.CONFIGURED, tag, by=by, position=to + 1)


@transaction.atomic
def load_tags(area: Area, *, by: User | None) -> int:
    """Add the shipped sets to an area; words it has already, used or retired, are left alone. How many were new."""
    told = tomllib.loads((Path(settings.BASE_DIR) / SHIPPED).read_text(encoding="utf-8"))
    known = set(area.tags.values_list("family", "name"))
    new = [
        Tag(area=area, family=one["family"], set_name=one["name"], name=word, position=position)
        for one in told["sets"]
        for position, word in enumerate(one["words"], start=1)
        if (one["family"], word) not in known
    ]
    Tag.objects.bulk_create(new)
    if new:
        record(Verb.CONFIGURED, area, by=by, tags=len(new))
    return len(new)

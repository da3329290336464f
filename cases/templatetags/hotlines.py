"""Whom to ring when a child is in danger; the numbers are a setting (decisions F20)."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def hotlines() -> list[tuple[str, str]]:
    """(number, whose) in the order of the setting."""
    found = (line.strip().partition(" ") for line in settings.HOTLINES)
    return [(number, whose.strip()) for number, _, whose in found if number]

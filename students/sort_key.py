"""The Thai sort key as SQL, so that a stored column sorts as people expect without ICU (stack.md §1)."""

from typing import Any

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable


class RegexpReplace(Func):
    function = "regexp_replace"

    def __init__(self, expression: Any, pattern: str, replacement: str, **extra: Any) -> None:
        super().__init__(expression, Value(pattern), Value(replacement), Value("g"), output_field=TextField(), **extra)


class Join(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || "


def thai_sort_key(*parts: str | Combinable) -> Func:
    """Leading vowels after their consonant; tone marks compared last. Equal to `schools.thai.sort_key`."""
    text: Any = Join(*(F(part) if isinstance(part, str) else part for part in parts), output_field=TextField())
    swapped = RegexpReplace(text, "([เแโใไ])([ก-ฮ])", r"\2\1")
    return Join(RegexpReplace(swapped, "[็่้๊๋์]", ""), Value("\x01"), swapped, output_field=TextField())

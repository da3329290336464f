"""How a row of the access table is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

# Everybody in the cast (tests/conftest.py), and a stranger who has not signed in.
EVERYBODY = [
    "somying",
    "mana",
    "kanplu",
    "praphan",
    "wilai",
    "decha",
    "pim",
    "tabian",
    "bunchi",
    "dokkaew",
    "klum",
    "khet",
    "chit",
    "rabop",
    "truat",
    "gone",
]

World = SimpleNamespace


@dataclass(frozen=True)
class Who:
    """`may`: names who get the page (2xx, 3xx). `sees`: names who see it but may not (403). The rest: 404."""

    may: str = ""
    sees: str = ""

    def status(self, name: str) -> str:
        if name in self.may.split():
            return "ok"
        return "403" if name in self.sees.split() else "404"


ALL = Who(may=" ".join(EVERYBODY))


@dataclass(frozen=True)
class Route:
    """One named URL. `get`/`post` None: the method is not allowed there (405).

    `kwargs` and `data` take the world and give the address's ids and one *valid* form (decisions B15). `says_seen`:
    the form corrects what stands there, and is sent with what its page was made from.
    """

    get: Who | None = None
    post: Who | None = None
    kwargs: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    says_seen: bool = False

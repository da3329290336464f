"""Draws the tables of states into docs/states.md (`make states`); a test compares the file with the tables."""

import os
from collections.abc import Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import django

DOC = Path(__file__).resolve().parent.parent / "docs" / "states.md"
HEAD = """# States, as the code has them

Drawn by `make states` from the tables `NEXT` in the models; what no arrow shows is refused, in Thai, and the refusal
is a line in the journal. Overdue, urgent and "มีการส่งต่อ" are flags computed from rows, never states.
"""
# What is said beside some arrows: the act that makes the move.
SAID = {
    ("intake", "assessment"): "accept",
    ("assessment", "plan_review"): "submit_plan, urgency สูง/ด่วน",
    ("assessment", "helping"): "submit_plan, urgency ปกติ",
    ("plan_review", "helping"): "approve_plan",
    ("plan_review", "assessment"): "return_plan",
    ("helping", "plan_review"): "plan changed, or reopened unapproved, urgency สูง/ด่วน",
    ("helping", "monitoring"): "start_monitoring",
    ("monitoring", "helping"): "help_again",
    ("closed", "helping"): "reopen",
    ("closed", "assessment"): "reopen without a plan, urgency สูง/ด่วน",
}
SAID_OF_LETTERS = {
    ("draft", "awaiting_signature"): "ask_signature",
    ("awaiting_signature", "draft"): "return_to_draft, or take_back",
    ("awaiting_signature", "sent"): "sign",
    ("sent", "expired"): "its link ends unanswered",
    ("expired", "sent"): "renew_link",
    ("sent", "revoked"): "revoke",
    ("declined", "closed"): "close, or the letter that follows it is sent",
    ("expired", "closed"): "close, or the letter that follows it is sent",
    ("revoked", "closed"): "close, or the letter that follows it is sent",
}
SAID_INSIDE = {
    ("pending", "accepted"): "accept_inside",
    ("pending", "declined"): "decline_inside",
    ("accepted", "done"): "finish_inside",
    ("pending", "revoked"): "revoke_inside",
}
CLOSES = "close_case, or ask_to_close and approve_closing"

Table = Mapping[Any, set[Any]]


def main() -> None:
    """Write the document anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studentcare.settings")
    django.setup()
    DOC.write_text(drawn(), encoding="utf-8")


def drawn() -> str:
    """The whole document. Django must be set up."""
    case, referrals = (import_module(module) for module in ("cases.models", "referrals.models"))
    said = SAID | {(str(state.value), "closed"): CLOSES for state, to in case.NEXT.items() if "closed" in to}
    letter = section("Referral", "การส่งต่อ", referrals.NEXT, SAID_OF_LETTERS)
    inside = section("Internal referral", "การส่งต่อภายใน", referrals.INSIDE_NEXT, SAID_INSIDE)
    return "\n".join([HEAD, section("Case", "เคส", case.NEXT, said), letter, inside])


def section(name: str, thai: str, table: Table, said: Mapping[tuple[str, str], str]) -> str:
    lines = [f"## {name} ({thai})", "", "| State | | Next |", "|---|---|---|"]
    lines += [f"| `{now.value}` | {now.label} | {_names(table[now], table)} |" for now in table]
    lines += ["", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{now.label} ({now.value})" as {now.value}' for now in table]
    lines += [f"    [*] --> {next(iter(table)).value}"]
    lines += [
        f"    {now.value} --> {to.value}" + (f": {said[now.value, to.value]}" if (now.value, to.value) in said else "")
        for now in table
        for to in _in_order(table[now], table)
    ]
    lines += [f"    {now.value} --> [*]" for now in table if now.value == "closed" or not table[now]]
    return "\n".join([*lines, "```", ""])


def _names(all_to: set[Any], table: Table) -> str:
    return ", ".join(f"`{to.value}`" for to in _in_order(all_to, table)) or "–"


def _in_order(all_to: set[Any], table: Table) -> list[Enum]:
    """In the order of the table, so that the file is the same each time."""
    return [state for state in table if state in all_to]


if __name__ == "__main__":
    main()

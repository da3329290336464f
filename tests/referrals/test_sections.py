"""What may be sent: a short known list, off by default."""

from referrals.packet import _BUILD
from referrals.sections import SECTIONS, in_order, left_out, sensitive


def test_every_item_has_a_builder_and_every_builder_an_item():
    assert set(_BUILD) == {section.key for section in SECTIONS}


def test_unknown_keys_are_dropped_and_the_order_is_the_lists():
    assert in_order({"notes", "name", "full_national_id"}) == ["name", "notes"]


def test_what_is_not_ticked_is_left_out():
    assert [section.key for section in left_out({section.key for section in SECTIONS} - {"health"})] == ["health"]
    assert len(left_out([])) == len(SECTIONS)


def test_sensitive_items_are_named():
    assert [section.key for section in sensitive(["name", "health", "notes"])] == ["health", "notes"]


def test_everything_says_why():
    assert all(section.why and section.label for section in SECTIONS)

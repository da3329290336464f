"""Everything that can happen to what is known about children."""

from students.actions.alerts import raise_alert, settle_alert
from students.actions.campaigns import edit_campaign, open_campaign, set_income_limit
from students.actions.confirming import confirm
from students.actions.enrolling import enrol, leave, move_room, set_class_numbers
from students.actions.handing_over import decide_handovers, write_handovers
from students.actions.identity import add_student, correct, identify
from students.actions.importing import decide, map_columns, remembered, start_import
from students.actions.learning import Conflict as TableConflict
from students.actions.learning import Stale as StaleTable
from students.actions.learning import Typed, record_table, remember_columns, remembered_columns
from students.actions.profile import link_elsewhere, link_sibling, reveal_number, tell_health, unlink_sibling
from students.actions.rolling import decide_roll_over, roll_over
from students.actions.transferring import (
    accept_transfer,
    add_part,
    ask_transfer,
    decline_transfer,
    offer_transfer,
    prepare_transfer,
    revoke_transfer,
)
from students.actions.undoing import can_be_undone, undo
from students.actions.visiting import Stale as StaleVisit
from students.actions.visiting import (
    add_photo,
    correct_visit,
    finish_visit,
    open_photo,
    record_small_forms,
    remove_photo,
    save_draft,
    throw_draft_away,
)

__all__ = [
    "StaleVisit",
    "add_photo",
    "correct_visit",
    "edit_campaign",
    "finish_visit",
    "open_campaign",
    "open_photo",
    "record_small_forms",
    "remove_photo",
    "save_draft",
    "set_income_limit",
    "throw_draft_away",
    "remembered_columns",
    "remember_columns",
    "record_table",
    "Typed",
    "TableConflict",
    "StaleTable",
    "add_student",
    "accept_transfer",
    "add_part",
    "ask_transfer",
    "can_be_undone",
    "confirm",
    "correct",
    "decide",
    "decline_transfer",
    "offer_transfer",
    "prepare_transfer",
    "revoke_transfer",
    "decide_handovers",
    "decide_roll_over",
    "enrol",
    "identify",
    "leave",
    "link_elsewhere",
    "link_sibling",
    "map_columns",
    "move_room",
    "raise_alert",
    "remembered",
    "roll_over",
    "reveal_number",
    "set_class_numbers",
    "settle_alert",
    "start_import",
    "tell_health",
    "undo",
    "write_handovers",
    "unlink_sibling",
]

"""Everything that can happen to what is known about children."""

from students.actions.alerts import escalate_alerts, raise_alert, settle_alert, suspect_home
from students.actions.campaigns import edit_campaign, open_campaign, set_income_limit
from students.actions.conduct import keep_conduct
from students.actions.confirming import confirm
from students.actions.emergencies import (
    NotReviewed,
    Over,
    open_emergency,
    refuse_emergency,
    review_emergency,
    review_unseen,
    search_names,
    tell_emergency,
)
from students.actions.enrolling import Moved, enrol, held, leave, move_room, set_class_numbers
from students.actions.excluding import let_in, shut_out, whom_to_ring
from students.actions.handing_over import decide_handovers, write_handovers
from students.actions.identity import Changed, add_student, correct, identify
from students.actions.importing import decide, map_columns, remembered, start_import
from students.actions.learning import Conflict as TableConflict
from students.actions.learning import Stale as StaleTable
from students.actions.learning import (
    Typed,
    choose_table_file,
    map_table_file,
    record_table,
    remember_columns,
    remembered_columns,
    save_table_file,
)
from students.actions.profile import (
    add_scholarship,
    link_elsewhere,
    link_sibling,
    remove_scholarship,
    reveal_number,
    tell_health,
    unlink_sibling,
)
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
    Visited,
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
    "Changed",
    "NotReviewed",
    "Over",
    "Moved",
    "StaleTable",
    "StaleVisit",
    "TableConflict",
    "Visited",
    "Typed",
    "accept_transfer",
    "add_part",
    "add_photo",
    "add_scholarship",
    "add_student",
    "remove_scholarship",
    "ask_transfer",
    "can_be_undone",
    "choose_table_file",
    "map_table_file",
    "save_table_file",
    "confirm",
    "correct",
    "correct_visit",
    "decide",
    "decide_handovers",
    "decide_roll_over",
    "decline_transfer",
    "edit_campaign",
    "enrol",
    "escalate_alerts",
    "finish_visit",
    "held",
    "identify",
    "keep_conduct",
    "leave",
    "let_in",
    "link_elsewhere",
    "link_sibling",
    "map_columns",
    "move_room",
    "offer_transfer",
    "open_emergency",
    "open_campaign",
    "open_photo",
    "prepare_transfer",
    "raise_alert",
    "record_small_forms",
    "record_table",
    "refuse_emergency",
    "remember_columns",
    "remembered",
    "remembered_columns",
    "remove_photo",
    "reveal_number",
    "review_emergency",
    "review_unseen",
    "revoke_transfer",
    "roll_over",
    "save_draft",
    "search_names",
    "set_class_numbers",
    "set_income_limit",
    "settle_alert",
    "shut_out",
    "start_import",
    "suspect_home",
    "tell_emergency",
    "tell_health",
    "throw_draft_away",
    "undo",
    "unlink_sibling",
    "whom_to_ring",
    "write_handovers",
]

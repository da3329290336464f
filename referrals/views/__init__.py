"""Pages of step 5: the board, the draft's five steps, signing, answers, papers, the list of agencies."""

from referrals.views.agencies import add_agency, agencies, edit_agency
from referrals.views.answer import answered, check_answer, receipt_pdf
from referrals.views.board import board, board_xlsx
from referrals.views.door import door, leave_door
from referrals.views.drafting import (
    choose_agency,
    choose_sections,
    climb_ladder,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.views.following import follow_up, follow_up_list, plan_follow_up, skip_follow_up
from referrals.views.handing_over import hand_over
from referrals.views.inside import (
    accept_inside,
    decline_inside,
    finish_inside,
    inside,
    inside_list,
    inside_memo_pdf,
    inside_of_case,
    revoke_inside,
    take_inside_advice,
)
from referrals.views.inside_sending import send_child_inside, send_inside
from referrals.views.leaving import choose_case, close, revoke, send_to_another
from referrals.views.links import attachment_file, renew_link, reveal_code, unlock_link
from referrals.views.papers import code_slip_pdf, letter_pdf, packet_file, reply_form_pdf, summary_pdf
from referrals.views.referral import referral
from referrals.views.replies import read_reply, record_reply, take_advice
from referrals.views.signing import check, return_to_draft, sign
from referrals.views.waiting import remind, remind_agency, waiting

__all__ = [
    "accept_inside",
    "decline_inside",
    "finish_inside",
    "inside",
    "inside_list",
    "inside_memo_pdf",
    "inside_of_case",
    "revoke_inside",
    "take_inside_advice",
    "send_child_inside",
    "send_inside",
    "answered",
    "attachment_file",
    "renew_link",
    "reveal_code",
    "unlock_link",
    "check_answer",
    "door",
    "leave_door",
    "receipt_pdf",
    "follow_up",
    "follow_up_list",
    "plan_follow_up",
    "remind",
    "remind_agency",
    "skip_follow_up",
    "waiting",
    "add_agency",
    "agencies",
    "board",
    "board_xlsx",
    "choose_case",
    "read_reply",
    "revoke",
    "send_to_another",
    "take_advice",
    "check",
    "code_slip_pdf",
    "choose_agency",
    "choose_sections",
    "climb_ladder",
    "close",
    "edit_agency",
    "give_reason",
    "hand_over",
    "letter_pdf",
    "number_letter",
    "packet_file",
    "record_consent",
    "record_reply",
    "refer",
    "referral",
    "reply_form_pdf",
    "return_to_draft",
    "sign",
    "summary_pdf",
]

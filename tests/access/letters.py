"""What goes out with a letter: counselors and heads print it, others of the case see that it went."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from referrals.exchange import packet_document, sealed
from tests.access.referrals import BOTH, of
from tests.access.route import Route


def reply_file(world):
    told = {
        "format": "studentcare-reply",
        "version": 1,
        "id": "0d9b3a5e-3c86-4b51-9d1c-2f0a6f1f7f10",
        "code": world.sent.code,
        "packet_checksum": packet_document(world.sent)["checksum"]["value"],
        "result": "accepted",
        "said_by": "พยาบาลมะลิ",
        "answered_on": "2025-06-24",
    }
    content = json.dumps(sealed(told), ensure_ascii=False).encode()
    return {"version": "1", "file": SimpleUploadedFile("reply.json", content, "application/json")}


ROUTES = {
    "referrals:hand_over": Route(get=BOTH, kwargs=of("sent")),
    "referrals:reply_form_pdf": Route(get=BOTH, kwargs=of("sent")),
    "referrals:code_slip_pdf": Route(get=BOTH, kwargs=of("sent")),
    "referrals:packet_file": Route(get=BOTH, kwargs=of("sent")),
    "referrals:import_reply": Route(get=BOTH, post=BOTH, kwargs=of("sent"), data=reply_file),
}

"""A campaign, a visit to a child's home, a photograph of it."""

import datetime
import io

from PIL import Image

from students import actions
from students.models import Campaign, Visit
from students.pictures import read
from tests.make.moments import now

ANSWERS = {"met": ["mother"], "lives_with": "parents"}


def campaign(*, area=None, school=None, by, name="เยี่ยมบ้านนักเรียน", opens_on=None, closes_on=None, **more):
    area = area or school.area
    opens_on = opens_on or datetime.date(2025, 6, 1)
    return Campaign.objects.create(
        area=area,
        school=school,
        year=area.years.on(opens_on).get(),
        name=name,
        opens_on=opens_on,
        closes_on=closes_on or datetime.date(2025, 6, 30),
        opened_by=by,
        opened_at=now(),
        **more,
    )


def visit(student, *, by, on=datetime.date(2025, 6, 20), answers=None, state="done", **more):
    return Visit.objects.create(
        student=student,
        school=student.school,
        classroom=student.classroom,
        state=state,
        visited_on=on,
        answers=ANSWERS if answers is None else answers,
        by=by,
        begun_at=now(),
        saved_at=now(),
        done_at=now() if state == "done" else None,
        **more,
    )


def picture(width=60, height=40, colour="teal", kind="JPEG", **more):
    """The bytes of a drawn picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def photo(visit, *, by, slot="outside", **more):
    return actions.add_photo(visit, slot=slot, picture=read(picture(**more)), by=by)

"""What the tests of an instrument's sheet say again and again."""

from screening.models import Assessment

SCALES = ("emotional", "conduct", "hyperactivity", "peer", "prosocial")
HTMX = {"headers": {"HX-Request": "true"}}


def items(text):
    return list(text), tuple(str(at) for at in range(1, len(text) + 1))


def kept(student, code="sdq"):
    return Assessment.objects.get(student=student, code=code)


def permit(room):
    area = room.classroom.school.area
    area.item_entry_permission = "ที่ ทดสอบ 1/2568"
    area.save(update_fields=["item_entry_permission"])

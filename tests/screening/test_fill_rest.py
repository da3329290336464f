""" "ที่เหลือปกติ" from the list, and taking it back."""

from screening.models import Fill, Row


def test_what_was_tapped_is_saved_first_and_the_rest_filled(room, as_):
    client = as_(room.somying)
    answer = client.post(room.url("fill_rest", "learning"), {f"c-{room.chaba.public_id}-2": "3"})
    fill = Fill.objects.get()
    assert answer.url == room.url("aspect", "learning") + f"?filled={fill.public_id}"
    assert room.levels(room.chaba) == "03000000000"
    assert Row.objects.get(student=room.kita).bulk_cells == 0b10
    page = client.get(answer.url).content.decode()
    assert f"/fills/{fill.public_id}/undo/" in page
    assert f"/fills/{fill.public_id}/undo/" in client.get(room.url("aspect", "learning")).content.decode()


def test_undo_from_the_list_comes_back_to_the_list(room, as_):
    client = as_(room.somying)
    client.post(room.url("fill_rest", "learning"), {})
    fill = Fill.objects.get()
    answer = client.post(f"/fills/{fill.public_id}/undo/", {"mode": "aspect"})
    assert answer.url == room.url("aspect", "learning")
    assert room.levels(room.chaba) == "0" * 11
    assert "/undo/" not in client.get(answer.url).content.decode()


def test_another_teacher_cannot_undo(room, as_):
    as_(room.somying).post(room.url("fill_rest", "learning"), {})
    assert as_(room.mana).post(f"/fills/{Fill.objects.get().public_id}/undo/").status_code == 404

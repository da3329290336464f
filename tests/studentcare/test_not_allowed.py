"""Who opens the address of a button reads where the button stands."""

from django.urls import reverse

from tests import make


def test_the_address_of_a_button_leads_one_step_up(cast, as_):
    case = make.case(cast.chaba, by=cast.kanplu)
    address = reverse("cases:accept", args=[case.public_id])
    answer = as_(cast.kanplu).get(address)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert f'href="{reverse("cases:case", args=[case.public_id])}"' in answer.content.decode()

"""Two who wait for each other: one is answered calmly, and nothing of what she sent is kept."""

import pytest
from django.db import OperationalError
from django.urls import reverse


class Ended(Exception):
    """As psycopg says it."""

    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("sqlstate", "status"), [("40P01", 503), ("55P03", 503), ("57P01", 500)])
def test_a_page_whose_row_is_held_asks_to_try_again(cast, as_, monkeypatch, sqlstate, status):
    def ended(*asked, **more):
        raise OperationalError("ended") from Ended(sqlstate)

    monkeypatch.setattr("schools.actions.set_keys", ended)
    client = as_(cast.kanplu)
    client.raise_request_exception = False
    answer = client.post(reverse("schools:account"), {"slash_searches": "on"})
    assert answer.status_code == status
    assert ("รอสักครู่แล้วลองอีกครั้ง" in answer.content.decode()) == (status == 503)

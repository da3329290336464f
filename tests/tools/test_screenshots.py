"""A picture of a page that lost its stylesheet is not taken."""

import pytest

from tools.screenshots import refuse_bare


def test_a_missing_stylesheet_stops_the_pictures():
    with pytest.raises(SystemExit, match="404 /static/app.css"):
        refuse_bare([("/today/", "document", 200), ("/static/app.css", "stylesheet", 404)])


def test_a_dressed_page_is_taken():
    assert refuse_bare([("/today/", "document", 200), ("/static/app.css", "stylesheet", 200)]) is None

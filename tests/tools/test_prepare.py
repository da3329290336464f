"""What `make run` decides for people who decided nothing, and what it tells them."""

import pytest

from tools import prepare


@pytest.fixture(autouse=True)
def nothing_decided(monkeypatch):
    for name in ("DEMO", "DATABASE_URL", "OWNER_DATABASE_URL", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_server_of_theirs_it_is_the_demo():
    assert prepare.environment("127.0.0.1", 8000)["DEMO"] == "1"


def test_with_a_server_of_theirs_it_is_not(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/care")
    assert prepare.environment("127.0.0.1", 8000)["DEMO"] == "0"


@pytest.mark.parametrize(
    ("host", "demo", "insecure"),
    [
        ("127.0.0.1", "1", False),
        ("localhost", "1", False),
        ("::1", "1", False),
        ("0.0.0.0", "1", True),
        ("192.168.1.20", "1", True),
        ("0.0.0.0", "0", False),
    ],
)
def test_only_the_demo_on_a_network_address_gives_up_the_secure_cookie(monkeypatch, host, demo, insecure):
    monkeypatch.setenv("DEMO", demo)
    assert ("INSECURE_DEMO" in prepare.environment(host, 8000)) is insecure


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8001"), ("::1", "http://[::1]:8001"), ("localhost", "http://localhost:8001")],
)
def test_the_demos_letters_lead_back_to_this_machine(host, address):
    assert prepare.environment(host, 8001)["SITE_URL"] == address


def test_on_the_network_they_lead_to_the_address_that_others_type():
    assert prepare.environment("192.168.1.20", 8001)["SITE_URL"] == "http://192.168.1.20:8001"
    assert "0.0.0.0" not in prepare.environment("0.0.0.0", 8001)["SITE_URL"]


@pytest.mark.parametrize(("name", "value"), [("SITE_URL", "https://care.example.go.th"), ("DEMO", "0")])
def test_who_said_an_address_or_is_no_demo_keeps_what_stands(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert "SITE_URL" not in prepare.environment("127.0.0.1", 8001)


def test_it_says_in_two_languages_where_to_go_and_how_to_stop():
    told = prepare.how_to_sign_in("127.0.0.1", 8001, {"DEMO": "1"})
    assert told.count("http://127.0.0.1:8001/demo/") == 2
    assert "หยุดด้วย Ctrl-C" in told
    assert "HTTPS" not in told


def test_on_the_network_it_says_that_phones_need_https():
    told = prepare.how_to_sign_in("0.0.0.0", 8000, {"DEMO": "1"})
    assert "http://127.0.0.1:8000/demo/" in told
    assert told.count("HTTPS") == 2


def test_for_a_real_area_it_says_where_the_first_account_comes_from():
    told = prepare.how_to_sign_in("127.0.0.1", 8000, {"DEMO": "0"})
    assert "/demo/" not in told
    assert told.count("open_area") == 2


@pytest.mark.parametrize(
    ("origins", "open_"),
    [
        ({"CSRF_TRUSTED_ORIGINS": "https://care.example.go.th,https://other.example"}, "https://care.example.go.th  "),
        ({}, "the address of your HTTPS proxy"),
    ],
)
def test_a_real_area_is_opened_behind_https(origins, open_):
    told = prepare.how_to_sign_in("0.0.0.0", 8000, {"DEMO": "0"} | origins)
    assert f"Ready. Open     {open_}" in told
    assert "other.example" not in told


def test_a_new_migration_or_fixture_asks_for_migrate_again(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("django==5.2.0")
    (tmp_path / "cases" / "migrations").mkdir(parents=True)
    (tmp_path / "fixtures").mkdir()
    monkeypatch.setattr(prepare, "REPOSITORY", tmp_path)
    seen = {prepare._fingerprint()}
    (tmp_path / "cases" / "migrations" / "0001_first.py").write_text("")
    seen.add(prepare._fingerprint())
    (tmp_path / "fixtures" / "reasons.toml").write_text("a = 1")
    seen.add(prepare._fingerprint())
    (tmp_path / "fixtures" / "reasons.toml").write_text("a = 2")
    seen.add(prepare._fingerprint())
    assert len(seen) == 4

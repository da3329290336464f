"""The keys: read from the environment, or made once and kept beside the data, readable by their owner only."""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from schools.sealing import KEY_BYTES, Keys


def secret_key(given: str, state: Path) -> str:
    return given or _kept(state / "keys" / "secret", lambda: secrets.token_urlsafe(64))


def field_keys(given: str, state: Path) -> Keys:
    """The key ring for sealed columns: `index:<base64>,1:<base64>[,2:<base64>]`; the highest id seals."""
    return _ring(given or _kept(state / "keys" / "fields", _new_ring))


def _new_ring() -> str:
    index, first = (base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() for _ in range(2))
    return f"index:{index},1:{first}"


def _ring(text: str) -> Keys:
    named = dict(part.strip().split(":", 1) for part in text.split(","))
    index = base64.b64decode(named.pop("index"))
    keys = {int(number): base64.b64decode(key) for number, key in named.items()}
    return Keys(current=max(keys), ring=keys, index=index)


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o400)
        fresh.chmod(0o600)
        fresh.write_text(make())
        fresh.chmod(0o400)
        with suppress(FileExistsError):  # the first of two that start at once wins
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()

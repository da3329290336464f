"""Public ids: what stands in an address instead of a key, a name or a number."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def new_public_id() -> str:
    """Eight random base-32 characters (40 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))

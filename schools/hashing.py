"""The password hash, sized so that fifty people signing in at once do not fill a small machine's memory."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB, two passes, one lane (OWASP's first choice; security.md LG-9)."""

    time_cost = 2
    memory_cost = 47104  # KiB
    parallelism = 1

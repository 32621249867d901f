"""The house's way to hash a password, at the least cost: tests sign in by the hundred."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """Argon2 with one round over eight KiB."""

    time_cost, memory_cost, parallelism = 1, 8, 1

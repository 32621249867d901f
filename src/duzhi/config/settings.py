"""Settings of an installation; everything a bureau may change comes from the environment.

`DATABASE_URL` (default SQLite under `DUZHI_HOME`), `DUZHI_HOME` (default `var`), `DUZHI_REGION`
(6-digit home region), `DUZHI_SECRET_KEY`, `DUZHI_DIGEST` (`sha256` or `sm3`).
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from duzhi.config.areas import AREAS

SOURCE = Path(__file__).resolve().parents[3]
_VAR = SOURCE / "var" if (SOURCE / "pyproject.toml").exists() else Path("var")
HOME = Path(os.environ.get("DUZHI_HOME", _VAR)).resolve()
"""Where an installation keeps its database, files and papers: `var` of the source tree, or here."""

HOME_REGION = os.environ.get("DUZHI_REGION", "990181")


def database(url: str) -> dict[str, object]:
    """Django's connection settings for a URL; an empty one means SQLite under HOME."""
    if not url or url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///") or str(HOME / "duzhi.sqlite3")
        return {
            "ENGINE": "duzhi.config.sqlite",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
                    "PRAGMA temp_store=MEMORY;"
                ),
            },
            "TEST": {"NAME": ":memory:"},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def secret_key() -> str:
    """The installation's key: from the environment, else made once and kept readable by us only."""
    if given := os.environ.get("DUZHI_SECRET_KEY"):
        return given
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django_tasks",
    "django_tasks_db",
    "duzhi.office",
    "duzhi.registry",
    "duzhi.intake",
    "duzhi.ledger",
    "duzhi.figures",
    "duzhi.documents",
    *AREAS,
    "duzhi.config",
]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "office.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

LEDGER_DIGEST = os.environ.get("DUZHI_DIGEST", "sha256")
MAX_UPLOAD_BYTES = 200 * 1024 * 1024
MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024

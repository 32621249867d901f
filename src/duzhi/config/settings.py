"""Settings of an installation; everything a bureau may change comes from the environment.

`DATABASE_URL` (default SQLite under `DUZHI_HOME`), `DUZHI_HOME` (default `var`), `DUZHI_REGION`
(6-digit home region), `DUZHI_SECRET_KEY`, `DUZHI_DIGEST` (`sha256` or `sm3`), `DUZHI_HOSTS` (names
under which the web server is reached, with commas), `DUZHI_HTTPS` (1 behind a TLS proxy).
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
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    *filter(None, os.environ.get("DUZHI_HOSTS", "").split(",")),
]
HTTPS = os.environ.get("DUZHI_HTTPS") == "1"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "duzhi.office",
    "duzhi.registry",
    "duzhi.intake",
    "duzhi.ledger",
    "duzhi.figures",
    "duzhi.documents",
    "duzhi.watch",
    "duzhi.web",
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

ROOT_URLCONF = "duzhi.config.urls"
WSGI_APPLICATION = "duzhi.config.wsgi.application"
MIDDLEWARE = [
    "duzhi.web.middleware.numbered",
    "duzhi.web.middleware.guarded",
    "duzhi.web.middleware.limited",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
AUTHENTICATION_BACKENDS = ["duzhi.web.signing.People"]
LOGIN_URL = "office.login"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "duzhi.web.errors.forged"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FORMAT_MODULE_PATH: list[str] = []
USE_THOUSAND_SEPARATOR = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"number": {"()": "duzhi.web.numbering.WithNumber"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s [%(request_number)s] %(name)s %(message)s"}
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["number"]}
    },
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

LEDGER_DIGEST = os.environ.get("DUZHI_DIGEST", "sha256")
MAX_UPLOAD_BYTES = 200 * 1024 * 1024
MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024

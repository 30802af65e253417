"""Settings of an installation. Runs with nothing set; every value that matters can come from the environment."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from xuncha.kernel.marks import CAPS, Mark, named

BASE_DIR = Path(__file__).resolve().parents[2]
XUNCHA_HOME = Path(os.environ.get("XUNCHA_HOME") or BASE_DIR / "var").resolve()


def _kept_secret(name: str) -> str:
    """A random secret of this installation, made on first need and readable by its account only."""
    path = XUNCHA_HOME / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _number(name: str, usual: int) -> int:
    """A whole number of the environment."""
    said = os.environ.get(name) or str(usual)
    if not said.isdecimal():
        raise ImproperlyConfigured(f"{name} is a whole number")
    return int(said)


# The highest mark this installation may hold: its code or its word. Above 工作秘密 only where that was approved.
_said_cap = named(os.environ.get("XUNCHA_MARK_CAP") or Mark.WORK_SECRET)
if _said_cap is None or _said_cap not in CAPS:
    raise ImproperlyConfigured(f"XUNCHA_MARK_CAP is one of: {', '.join(CAPS)}")
MARK_CAP: Mark = _said_cap

SECRET_KEY = os.environ.get("SECRET_KEY") or _kept_secret("django.key")
DEBUG = os.environ.get("XUNCHA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("XUNCHA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
HTTPS = os.environ.get("XUNCHA_HTTPS") == "1"

OWN_APPS = [
    "xuncha.config",
    "xuncha.operations",
    "xuncha.desk",
    "xuncha.proofs",
    "xuncha.returns",
    "xuncha.reports",
    "xuncha.reminders",
    "xuncha.search",
    "xuncha.retention",
    "xuncha.papers",
    "xuncha.archive",
    "xuncha.guidance",
    "xuncha.linkage",
    "xuncha.leadership",
    "xuncha.rectification",
    "xuncha.findings",
    "xuncha.clues",
    "xuncha.fieldwork",
    "xuncha.teams",
    "xuncha.rounds",
    "xuncha.talent",
    "xuncha.basis",
    "xuncha.identity",
    "xuncha.people",
    "xuncha.orgs",
    "xuncha.calendars",
    "xuncha.files",
    "xuncha.audit",
    "xuncha.records",
    "xuncha.accounts",
    "xuncha.ui",
]
INSTALLED_APPS = [
    *OWN_APPS,
    "django.forms",  # its widgets, some of which xuncha.ui draws
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "axes",
    "csp",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "xuncha.config.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xuncha.ui.language.LanguageMiddleware",
    "xuncha.config.middleware.BodyLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xuncha.config.middleware.ViewerMiddleware",
    "xuncha.config.middleware.StandingMiddleware",
    "xuncha.config.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "xuncha.config.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "xuncha.ui.templatetags.office",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ROOT_URLCONF = "xuncha.config.urls"
WSGI_APPLICATION = "xuncha.config.wsgi.application"


def _sqlite() -> dict[str, Any]:
    """WAL, immediate transactions and full synchronisation: an acknowledged write survives a power cut."""
    pragmas = "journal_mode=WAL synchronous=FULL cache_size=-65536 mmap_size=268435456 temp_store=MEMORY"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": XUNCHA_HOME / "xuncha.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas.split()),
        },
        "TEST": {"NAME": None},
    }


DATABASE_URL = os.environ.get("DATABASE_URL")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60) if DATABASE_URL else _sqlite()}
if DATABASE_URL:  # a server set up in the C locale would make databases that cannot hold Chinese
    DATABASES["default"]["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": _number("XUNCHA_PASSWORD_LENGTH", 12)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "xuncha.identity.actions.passwords.NotPlain"},
    {"NAME": "xuncha.identity.actions.passwords.NotUsedLately"},
]
PASSWORD_DAYS = _number("XUNCHA_PASSWORD_DAYS", 90)  # after which a password is changed; 0: never
PASSWORDS_KEPT = 5  # the present one and those before it, none of which is taken again
# A directory may keep the passwords of accounts that were opened for it. It opens no account and gives no role.
LDAP_URL = os.environ.get("XUNCHA_LDAP_URL", "")
if LDAP_URL:
    AUTHENTICATION_BACKENDS.append("xuncha.identity.directories.ldap.DirectoryBackend")
    AUTH_LDAP_SERVER_URI = LDAP_URL
    AUTH_LDAP_USER_DN_TEMPLATE = os.environ["XUNCHA_LDAP_DN"]  # uid=%(user)s,ou=people,dc=…
    AUTH_LDAP_START_TLS = not LDAP_URL.startswith("ldaps:")
    AUTH_LDAP_NO_NEW_USERS = True
OIDC_ISSUER = os.environ.get("XUNCHA_OIDC_ISSUER", "")
if OIDC_ISSUER:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("xuncha.identity.directories.oidc.DirectoryBackend")
    OIDC_NAME_CLAIM = os.environ.get("XUNCHA_OIDC_CLAIM", "preferred_username")
    OIDC_RP_CLIENT_ID = os.environ["XUNCHA_OIDC_CLIENT"]
    OIDC_RP_CLIENT_SECRET = os.environ["XUNCHA_OIDC_SECRET"]
    OIDC_RP_SIGN_ALGO = os.environ.get("XUNCHA_OIDC_ALGORITHM", "RS256")
    OIDC_OP_AUTHORIZATION_ENDPOINT = os.environ["XUNCHA_OIDC_AUTHORIZATION"]
    OIDC_OP_TOKEN_ENDPOINT = os.environ["XUNCHA_OIDC_TOKEN"]
    OIDC_OP_USER_ENDPOINT = os.environ["XUNCHA_OIDC_USERINFO"]
    OIDC_OP_JWKS_ENDPOINT = os.environ["XUNCHA_OIDC_JWKS"]
    OIDC_CALLBACK_CLASS = "xuncha.identity.directories.oidc.Callback"
    OIDC_CREATE_USER = False
    OIDC_USE_PKCE = True
DIRECTORY = bool(LDAP_URL or OIDC_ISSUER)
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign_in"

# The limiter counts in the database: across workers and restarts, by account and address together.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What seals text: AES-256-GCM, or SM4-GCM where the assessment of cryptography asks for it. Both open.
SEALING_CIPHER = os.environ.get("XUNCHA_CIPHER", "aes")
if SEALING_CIPHER not in ("aes", "sm4"):
    raise ImproperlyConfigured("XUNCHA_CIPHER is one of: aes, sm4")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", gettext_lazy("简体中文")), ("en", gettext_lazy("英文"))]
LOCALE_PATHS = [BASE_DIR / "xuncha" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT.exists() and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_ROOT.exists()
WHITENOISE_MANIFEST_STRICT = False  # a file added since the last `make install` is served unhashed

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends when nobody uses it, and at the latest after half a day; one account has a few at once.
SESSION_ENGINE = "xuncha.identity.sessions"
SESSION_IDLE = timedelta(minutes=_number("XUNCHA_IDLE_MINUTES", 30))
SESSION_LONGEST = timedelta(hours=_number("XUNCHA_SESSION_HOURS", 12))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSIONS_AT_ONCE = _number("XUNCHA_SESSIONS", 3)
EXPORTS_PER_HOUR = _number("XUNCHA_EXPORTS_PER_HOUR", 60)  # files an account may take out; 0: any number
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
CSRF_COOKIE_HTTPONLY = True
if HTTPS:  # a browser takes such a name only with Secure, for this host and all of its paths
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "xuncha.ui.errors.forbidden"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# A virus scanner that is asked about every attachment before it is kept: clamd's socket (/run/clamav/clamd.ctl) or
# its address (127.0.0.1:3310). None is asked until one is named.
SCANNER = os.environ.get("XUNCHA_SCANNER", "")
if SCANNER and not (SCANNER.startswith("/") or SCANNER.rpartition(":")[2].isdigit()):
    raise ImproperlyConfigured("XUNCHA_SCANNER is the path of a socket, or host:port")

# Mail is off until XUNCHA_MAIL names a way: console, file (into XUNCHA_HOME/mail), or smtp with EMAIL_HOST and so on.
MAIL_WAYS = {"": "dummy", "console": "console", "file": "filebased", "smtp": "smtp"}
MAIL = os.environ.get("XUNCHA_MAIL", "")
if MAIL not in MAIL_WAYS:
    raise ImproperlyConfigured(f"XUNCHA_MAIL is one of: {', '.join(filter(None, MAIL_WAYS))}")
MAIL_ON = bool(MAIL)
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL_WAYS[MAIL]}.EmailBackend"
EMAIL_FILE_PATH = XUNCHA_HOME / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL") == "1"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "xuncha@localhost")
# how people reach this installation, for links in mail and calendars
PUBLIC_URL = os.environ.get("XUNCHA_URL", "")

# One durable queue in the installation's own database; `retry` stays above `timeout`.
Q_CLUSTER = {
    "name": "xuncha",
    "orm": "default",
    "workers": 1,
    "timeout": 300,
    "retry": 360,
    "max_attempts": 5,
    "save_limit": 1000,
    "catch_up": False,
    "poll": 2,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"sealed": {"()": "xuncha.records.secrets.Masked"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["sealed"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}

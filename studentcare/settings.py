"""One file. Every value that differs between machines is read from the environment, here (docs/operate.md)."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ

from studentcare.keys import field_keys, secret_key
from tools.localpg import APP, DATABASE, OWNER, default_state, socket_dir

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

STATE_DIR = Path(env.str("STUDENTCARE_STATE", "") or default_state())
TESTING = "pytest" in sys.modules

# -- who we are to the database ---------------------------------------------------------------------------------
ROLE = env.str("STUDENTCARE_ROLE", "app")  # "owner" for migrate, load, open_area, verify; "app" for web and worker
APP_ROLE = env.str("APP_DB_ROLE", APP)
EMBEDDED = not env.str("DATABASE_URL", "")


def database() -> dict[str, Any]:
    """The embedded server's socket, or what DATABASE_URL / OWNER_DATABASE_URL say."""
    if EMBEDDED:
        found: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.str("DB_NAME", DATABASE),
            "USER": OWNER if ROLE == "owner" else APP,
            "HOST": str(socket_dir(STATE_DIR)),
            "PORT": "5432",
        }
    else:
        found = env.db_url("OWNER_DATABASE_URL" if ROLE == "owner" else "DATABASE_URL")
    options = {
        **found.get("OPTIONS", {}),
        "options": f"-c statement_timeout={'600s' if ROLE == 'owner' else '20s'} -c lock_timeout=5s",
    }
    return {
        **found,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {"NAME": env.str("TEST_DB", "test_studentcare")},
        "OWNER": OWNER if EMBEDDED else env.db_url("OWNER_DATABASE_URL", "postgres:///none")["USER"],
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- demo or real -----------------------------------------------------------------------------------------------
DEMO = env.bool("DEMO", False)
INSECURE_DEMO = DEMO and env.bool("INSECURE_DEMO", False)  # plain http on a LAN address: demo data only (T16)
DEBUG = False
SECRET_KEY = secret_key(env.str("SECRET_KEY", ""), STATE_DIR)
FIELD_KEYS = field_keys(env.str("FIELD_KEYS", ""), STATE_DIR)
LOOPBACK = ["localhost", "127.0.0.1"]  # always answered: /healthz is asked from the machine itself
ALLOWED_HOSTS = ["*"] if DEMO or TESTING else [*env.list("ALLOWED_HOSTS", default=[]), *LOOPBACK]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXY = env.bool("TRUSTED_PROXY", False)

INSTALLED_APPS = [
    "journal",
    "schools",
    "students",
    "screening",
    "activities",
    "cases",
    "referrals",
    "supervision",
    "studentcare",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "template_partials",
    "js_lib_bootstrap5",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "studentcare.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "referrals.middleware.Stranger",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schools.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "schools.middleware.SignInGate",
    "journal.middleware.Acting",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
# Refusals on these paths keep what they wrote: a counter that is rolled back counts nothing (decisions T6).
KEEP_FAILURES = ("/login/", "/account/", "/r/")

ROOT_URLCONF = "studentcare.urls"
WSGI_APPLICATION = "studentcare.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "studentcare.shell.shell",
            ],
        },
    }
]

# -- language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True

# -- static files -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static" if TESTING else STATE_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("studentcare/fonts", STATE_DIR / "fonts"),
    ("studentcare/samples", BASE_DIR / "fixtures" / "dmc"),  # invented children, for the demo's registrar
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or env.bool("PLAIN_STATIC", False)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# -- sign-in ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "schools.backends.OneTimeCodeBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
PASSWORD_HASHERS = ["schools.hashing.Argon2", "django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "schools.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "schools.passwords.NotFromHere"},
]
ACCOUNT_ADAPTER = "schools.adapter.Adapter"
ACCOUNT_FORMS = {"login": "schools.forms.sign_in.LoginForm", "reauthenticate": "schools.forms.sign_in.ConfirmForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# allauth's defaults count per address and shut out a whole school behind one (decisions T7).
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "120/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "ดูแลนักเรียน"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "journal.http.client_address"
AXES_ALLOWED_CORS_ORIGINS = ""
AXES_LOCKOUT_CALLABLE = "schools.views.sign_in.locked_out"
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "schools.backends.typed_username"
AXES_SENSITIVE_PARAMETERS = ["code", "login", "current", "new", "again", "csrfmiddlewaretoken"]

# -- sessions and cookies ---------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "sid" if INSECURE_DEMO else "__Host-sid"
SESSION_COOKIE_SECURE = not INSECURE_DEMO
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 36000
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SHARED = timedelta(minutes=15)
IDLE_OWN = timedelta(minutes=60)
CSRF_USE_SESSIONS = True
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "studentcare.views.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "schools_cache"}
    if not TESTING
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# -- what the browser is told -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
HTTPS = env.bool("HTTPS", not DEMO and not TESTING)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024  # an uploaded register never touches a disk in the clear

# -- jobs and logs ----------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# The morning's summary goes by mail only where the area has a mail server: EMAIL_URL=smtp+tls://user:word@host:587
SENDS_MAIL = bool(env.str("EMAIL_URL", ""))
if SENDS_MAIL:
    vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "studentcare@localhost")
SITE_URL = env.str("SITE_URL", "")  # "https://care.example.go.th", stands in a mail as the way in
PDF_FONT_DIR = env.str("PDF_FONT_DIR", "")
# Whom to ring, as "number words": an area may add its own shelter (decisions F20).
HOTLINES = env.list(
    "HOTLINES",
    default=["1300 ศูนย์ช่วยเหลือสังคม", "1387 สายเด็ก", "1323 สุขภาพจิต", "1669 เจ็บป่วยฉุกเฉิน", "191 ตำรวจ"],
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"untold": {"()": "referrals.middleware.Untold"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["untold"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"procrastinate": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

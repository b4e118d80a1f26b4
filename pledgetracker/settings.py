"""The one settings file. Everything that differs between two sites comes from the environment: see `.env.example`."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pledgetracker.environment import Environment
from pledgetracker.release import release_of, shape_of

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR)

# --- The site ---------------------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.required("SECRET_KEY", "it signs sign-ins; a long random text.", "only-for-development")
_hosts = env.required(
    "ALLOWED_HOSTS", "the names this site answers to, separated by commas.", "localhost,127.0.0.1,[::1]"
)
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
SITE_URL = env.required(
    "SITE_URL", "the address visitors type, such as https://pledges.example.org.", "http://127.0.0.1:8000"
).rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).netloc:
    raise ImproperlyConfigured("SITE_URL must be a whole address, such as https://pledges.example.org.")
SITE_NAME = env.text("SITE_NAME", "Pledge Tracker")
# Empty: the sentence of templates/includes/_disclaimer.html, which says that the site is not an official one.
SITE_DISCLAIMER = env.text("SITE_DISCLAIMER")
RELEASE = env.text("RELEASE") or release_of(BASE_DIR)
# Whether one person who holds both roles may publish what the same person submitted; the history then says so.
SUBMIT_AND_PUBLISH = env.flag("SUBMIT_AND_PUBLISH")
# Whether commitments' pages name what the commitments do not state; staff see it always.
MEASURABILITY_PUBLIC = env.flag("MEASURABILITY_PUBLIC")
# The organisation that reports to IATI; without one there is no IATI file.
IATI_ORGANISATION = env.text("IATI_ORGANISATION")
IATI_ORGANISATION_TYPE = env.number("IATI_ORGANISATION_TYPE", 40)
IATI_ORGANISATION_NAME = env.text("IATI_ORGANISATION_NAME", SITE_NAME)
if not re.fullmatch(r"[^\s/&|?]*", IATI_ORGANISATION):
    raise ImproperlyConfigured("IATI_ORGANISATION is an identifier such as XM-DAC-41114, without spaces / & | or ?.")
# Part of every ETag and of the key of every kept answer: another release, or another of these settings, makes all old.
SHAPE = shape_of(
    RELEASE, SITE_URL, SITE_NAME, SITE_DISCLAIMER, MEASURABILITY_PUBLIC,
    IATI_ORGANISATION, IATI_ORGANISATION_TYPE, IATI_ORGANISATION_NAME,
)  # fmt: skip
# A date here makes it "today" for what is due or overdue; tests set it.
TODAY = None

# --- Applications -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "activities",
    "commitments",
    "django_filters",
    "pledgetracker.desk.DeskConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "pledgetracker.middleware.RequestLog",
    "pledgetracker.middleware.Headers",
    "pledgetracker.cross_origin.CrossOrigin",
    "pledgetracker.problems.Problems",
    "pledgetracker.middleware.Guard",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pledgetracker.compression.Compression",
    "pledgetracker.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pledgetracker.bodies.Bodies",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "pledgetracker.urls"
WSGI_APPLICATION = "pledgetracker.wsgi.application"
AUTH_USER_MODEL = "commitments.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "pledgetracker.context_processors.site",
            ],
        },
    }
]

# Widgets are drawn by the site's own templates where it has one.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite beside the code, PostgreSQL by DATABASE_URL -----------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction takes the write lock when it begins, so that two writers wait instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# Public reads open no transaction (on SQLite it would take the write lock).
ATOMIC_REQUESTS = False

# --- Downloads that are made once and kept ----------------------------------------------------------------------------
KEPT_DIR = env.text("KEPT_DIR") or BASE_DIR / "kept"
KEPT_MEGABYTES = env.number("KEPT_MEGABYTES", 4000)
# A folder of fonts for PDF and pictures, besides those that came with the code.
TYPESET_FONTS = env.text("TYPESET_FONTS")

# --- Answers kept: in each process, and in Redis by CACHE_URL ---------------------------------------------------------
ANSWERS = "activities.public.answers.Answers"
# Bytes in each process. None while templates are edited: a changed one is to be seen.
ANSWERS_MEMORY = 0 if DEBUG else env.number("ANSWERS_MEMORY_MB", 32) * 2**20
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_URL = "" if DEBUG else env.text("CACHE_URL")
if CACHE_URL:
    CACHES["answers"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "pledge-answers",
        "TIMEOUT": 86400,
        # A page can be drawn sooner than a server that hangs would answer.
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["pledgetracker.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Mail: to the console until a server is named ---------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL")
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Set EMAIL_USE_TLS (usually port 587) or EMAIL_USE_SSL (usually port 465), not both.")
# Someone waits for the page meanwhile.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"pledges@{urlsplit(SITE_URL).hostname}")

# --- Static files: hashed, compressed, served by the site itself ------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Without it WhiteNoise allows every origin on static files.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Security ---------------------------------------------------------------------------------------------------------
_HTTPS = SITE_URL.startswith("https://")
# Named as in Django 6, which will take the place of our middleware.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    # The preview on the page about embedding; what may be framed says each page itself.
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31536000) if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
# Only a proxy that sets and strips this header itself may be named here.
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_ENGINE = "pledgetracker.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
# Our own middleware sends X-Frame-Options, on every answer.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "activities.public.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# An activity with many updates, sources and results is one long form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Logs: one JSON object a line, with the request's id --------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "pledgetracker.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "pledgetracker.logs.StandardError", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": [], "propagate": False},
        # pledgetracker.request already writes one line for every answer.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

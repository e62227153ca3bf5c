"""Every setting of Fireside. What differs between installations comes from the environment.

``.env.example`` lists the variables, ``docs/operations.md`` explains them.
"""

import os
from pathlib import Path
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config.databases import database_settings
from config.environment import (
    Environment,
    field_keys,
    local_field_key,
    local_secret_key,
    mailer_from_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

VAR_DIR = Path(env.str("VAR_DIR") or BASE_DIR / "var")

ENV = env.str("ENV", "local")
if ENV not in ("local", "production"):
    raise ImproperlyConfigured(f"ENV is {ENV!r}; it must be local or production.")
PRODUCTION = ENV == "production"
if PRODUCTION:
    required = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "FIELD_KEYS")
    missing = [name for name in required if not env.str(name, "")]
    if missing:
        raise ImproperlyConfigured(f"with ENV=production, set {', '.join(missing)}.")

DEBUG = env.bool("DEBUG", False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("with ENV=production, DEBUG must be off.")

SECRET_KEY = env.str("SECRET_KEY", "") or local_secret_key(VAR_DIR)
DEMO_LOGIN = VAR_DIR / "demo-login.txt"
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# They seal private texts (common/encrypted.py), the first one from now on.
FIELD_KEYS = field_keys(env.list("FIELD_KEYS", default=[])) or [local_field_key(VAR_DIR)]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "accounts",
    "campaigns",
    "common",
    "league",
    "play",
    "storyteller",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.discord",
    "allauth.socialaccount.providers.google",
    "django_htmx",
]

MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.NulMiddleware",
    "storyteller.middleware.ConsentMiddleware",
]

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
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Databases

DATABASE_URL = env.str("DATABASE_URL") or f"sqlite:///{quote(str(VAR_DIR / 'fireside.sqlite3'))}"
if DATABASE_URL.startswith("sqlite:"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": database_settings(
        DATABASE_URL,
        pool_size=env.int("DATABASE_POOL", 0),
        prepares=env.bool("DATABASE_PREPARE", True),
    )
}

# Accounts

AUTH_USER_MODEL = "accounts.User"
# The address is unique without regard to case, which the check does not take for unique.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.DisplayNameForm"
ACCOUNT_FORMS = {
    name: f"accounts.allauth_forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Fireside: "
# Whoever finds a browser open may play, but not take the account over.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True

SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.allauth_forms.SocialSignupForm"}
# Everybody chooses the name that others see, whatever the provider calls them.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {}
# Where a sign-in form may lead; each provider that is switched on adds its own address.
SIGN_IN_TARGETS = []
for provider, origin in (
    ("google", "https://accounts.google.com"),
    ("discord", "https://discord.com"),
):
    client_id = env.str(f"{provider.upper()}_CLIENT_ID", "")
    secret = env.str(f"{provider.upper()}_CLIENT_SECRET", "")
    if bool(client_id) != bool(secret):
        name = provider.upper()
        raise ImproperlyConfigured(f"set both {name}_CLIENT_ID and {name}_CLIENT_SECRET, or none.")
    if client_id:
        SOCIALACCOUNT_PROVIDERS[provider] = {"APPS": [{"client_id": client_id, "secret": secret}]}
        SIGN_IN_TARGETS.append(origin)

# Mail

EMAIL_URL = env.str("EMAIL_URL", "")
MAILERS = {"default": mailer_from_url(EMAIL_URL or "console:")}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "Fireside <fireside@localhost>")
# Where links in mails lead; a page knows its own address.
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
# An address can only be demanded to be verified where mail goes out.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"

# Cache: shared by all workers, so that rate limits count every request. Redis where there is one.

CACHE_URL = env.str("CACHE_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# Work that takes longer than a page should, such as the making of a book: at once, in the request,
# or by a worker (manage.py db_worker) that takes it from a table.

TASK_BACKENDS = {
    "immediate": "django.tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS_BY = env.str("TASKS", "immediate")
if TASKS_BY not in TASK_BACKENDS:
    raise ImproperlyConfigured(f"TASKS is {TASKS_BY!r}; it must be immediate or database.")
if TASKS_BY == "database":
    INSTALLED_APPS.append("django_tasks_db")
TASKS = {"default": {"BACKEND": TASK_BACKENDS[TASKS_BY]}}
# Typst sets a book as quickly on one thread, and in less memory: two would do some work twice.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

# Browser security

HTTPS = env.bool("HTTPS", PRODUCTION)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", HTTPS)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", HTTPS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *SIGN_IN_TARGETS],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

# The API for front ends on other sites, which are refused unless named

if CORS_ORIGINS := env.list("CORS_ORIGINS", default=[]):
    INSTALLED_APPS.append("corsheaders")
    MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")
    CORS_ALLOWED_ORIGINS = CORS_ORIGINS
    CORS_URLS_REGEX = r"^/api/"
    CORS_ALLOW_METHODS = ["GET", "POST"]
    CORS_ALLOW_HEADERS = ["authorization", "content-type", "if-match", "if-none-match"]
    CORS_EXPOSE_HEADERS = ["ETag", "X-Request-ID"]

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What people upload is never served as it lies there: a view asks who wants it.
PRIVATE_MEDIA_ROOT = Path(env.str("PRIVATE_MEDIA_ROOT") or VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_MEDIA_ROOT,
            # No address: nothing can link to a file past the view.
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Hashed names never change their content.
WHITENOISE_MAX_AGE = 3600

# Language and time

LANGUAGE_CODE = "en"
USE_I18N = False
DATE_FORMAT, DATETIME_FORMAT = "j M Y", "j M Y, H:i"
TIME_ZONE = "UTC"
USE_TZ = True

# Logging

LOG_FORMAT = env.str("LOG_FORMAT", "json" if PRODUCTION else "plain")
if LOG_FORMAT not in ("plain", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}; it must be plain or json.")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}; it must be INFO, WARNING or ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.logs.RequestIdFilter"}},
    "formatters": {
        "plain": {
            "format": "{asctime} {levelname:<7} {name} [{request_id}] {message}",
            "style": "{",
        },
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": LOG_FORMAT,
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers would print each of its lines a second time.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Anybody can send a foreign host, and many do: it is refused, and no error of the site.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

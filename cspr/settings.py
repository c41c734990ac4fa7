"""Every setting, from the environment alone.

Without any variable the system runs embedded: SQLite, a filesystem broker and mail in a folder, all below ``.var``.
``CSPR_MODE=production`` demands a secret, a host name and DEBUG off.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from js_asset import Script

from cspr.environment import LEVELS, address, database, env, mail, number, one_of, sender, switch, web

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env("CSPR_VAR", default=str(BASE_DIR / ".var")))

MODE = one_of("CSPR_MODE", ("demo", "production"), "demo")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"

DEBUG = switch("DEBUG")
DEVELOPMENT_SECRET = "for-development-and-demonstration-only-never-for-real-data"
SHORTEST_SECRET = 50
SECRET_KEY = env("SECRET_KEY", default="" if PRODUCTION else DEVELOPMENT_SECRET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must be off in production: remove DEBUG from the environment.")
    if not SECRET_KEY or SECRET_KEY == DEVELOPMENT_SECRET:
        raise ImproperlyConfigured("SECRET_KEY is missing: set it to a long random text of your own in production.")
    if len(SECRET_KEY) < SHORTEST_SECRET:
        raise ImproperlyConfigured("SECRET_KEY is too short: set it to a random text of at least 50 characters.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is missing: set it to the host name people will use.")

# What people see -------------------------------------------------------------------------------

SERVICE_NAME = env("CSPR_SERVICE_NAME", default="Practice reviews")
OFFICE_PHONE = env("CSPR_OFFICE_PHONE", default="")
# What the privacy notice and the page for invited people say of the office; a sentence stands in for what is missing.
OFFICE = {
    "email": env("CSPR_OFFICE_EMAIL", default=""),
    "address": env("CSPR_OFFICE_ADDRESS", default=""),
    "website": env("CSPR_OFFICE_WEBSITE", default=""),
    "controller": env("CSPR_CONTROLLER", default=""),
    "data_protection": env("CSPR_DATA_PROTECTION", default=""),
    "retention": env("CSPR_RETENTION", default=""),
}
SITE_URL = web(
    "CSPR_SITE_URL",
    f"http://localhost:{env('PORT', default='8000')}",
    schemes=("http", "https"),
    example="https://reviews.example.org",
)

# Django ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_prose_editor",
    "js_asset",
    "cspr",
    "agencies",
    "reviews",
    "chronology",
    "recommendations",
]
if DEMO:
    INSTALLED_APPS.append("cspr.demo")  # nothing of it is there in production, not even its addresses

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cspr.statics.SentSmall",
    "cspr.pages.SmallPages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cspr.doors.DoorMiddleware",
    "cspr.pages.PlainRefusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "cspr.urls"
WSGI_APPLICATION = "cspr.wsgi.application"
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
                "csp.context_processors.nonce",
                "cspr.context.page",
            ],
            "builtins": ["cspr.templatetags.page", "cspr.templatetags.rows", "cspr.templatetags.terms"],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
FORM_RENDERER = "cspr.govuk.renderer.Renderer"
if "django.forms" not in INSTALLED_APPS:
    INSTALLED_APPS.insert(0, "django.forms")

# The report's editor is put together in our own script. What may be saved stands in ``reviews.report.rules.html``.
DJANGO_PROSE_EDITOR_PRESETS = {"report": [Script("js/report-editor.js", type="module")]}

# Database --------------------------------------------------------------------------------------

DATABASES = {
    "default": address(
        "DATABASE_URL",
        lambda: database("DATABASE_URL", f"sqlite:///{VAR / 'cspr.sqlite3'}"),
        "postgres://user:password@host:5432/name",
    )
}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if not SQLITE and not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("DATABASE_URL names another kind of database; it must be PostgreSQL or SQLite.")
if SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Sign-in ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "agencies.signin.Adapter"
ACCOUNT_FORMS = {
    "login": "cspr.account.LoginForm",
    "reauthenticate": "cspr.account.ReauthenticateForm",
    "reset_password": "cspr.account.ResetPasswordForm",
    "reset_password_from_key": "cspr.account.ResetPasswordKeyForm",
    "change_password": "cspr.account.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 7
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cspr.views.expired_form"
SIGNED_OUT_FORM_VIEW = "cspr.views.signed_out_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Time and language -----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["cspr.formats"]

# Files -----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
# Built by script/setup for this copy of the code, whatever a run writes and wherever.
ASSETS = BASE_DIR / ".var" / "assets"
STATICFILES_DIRS = [BASE_DIR / "static", ("govuk", ASSETS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cspr.statics.HashedNames"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
MAX_UPLOAD_BYTES = 25 * 1024 * 1024

# Mail ------------------------------------------------------------------------------------------

MAIL_FOLDER = VAR / "mail"
EMAIL_BACKEND = "cspr.outbox.folder.FolderBackend"
if env("EMAIL_URL", default=""):
    said = address("EMAIL_URL", lambda: mail("EMAIL_URL", production=PRODUCTION), "smtp+tls://user:password@host:587")
    vars().update(said)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = sender("CSPR_FROM_EMAIL", "reviews-office@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Queue and cache -------------------------------------------------------------------------------

REDIS_URL = web("REDIS_URL", "", schemes=("redis", "rediss", "unix"), example="redis://host:6379/0")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # A page that starts work does not wait for a queue that is away: the sweep finds the work.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    QUEUE = VAR / "queue"
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "tasks"),
        "data_folder_out": str(QUEUE / "tasks"),
        "control_folder": str(QUEUE / "control"),
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "cspr.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
SWEEP_SECONDS = number(
    lambda: env.float("CSPR_SWEEP_SECONDS", default=60.0),
    "CSPR_SWEEP_SECONDS must be a number of seconds, such as 60.",
    above=0,
)
CELERY_BEAT_SCHEDULE = {
    # A look that nobody took before the next one is due is not worth taking any more.
    name: {"task": name, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
    for name in (
        "cspr.jobs.sweep",
        "cspr.outbox.sweep",
        "reviews.case.remind",
        "reviews.delays.sweep",
        "reviews.publication.sweep",
        "reviews.calendar.sweep",
        "cspr.sendings.forget",
    )
}
# Asked of facts that change by the day; an hour late is early enough.
HOUR = 3600.0
CELERY_BEAT_SCHEDULE |= {
    name: {"task": name, "schedule": max(HOUR, SWEEP_SECONDS), "options": {"expires": HOUR}}
    for name in ("reviews.case.ask_to_close", "cspr.drafts.forget")
}

# Safety ----------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Sign-in attempts are counted by address: the one the last trusted proxy saw, not the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = number(
        lambda: env.int("CSPR_PROXIES", default=1), "CSPR_PROXIES must be a whole number, such as 1."
    )
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "none": {"class": "logging.NullHandler"},
    },
    # Whoever asks for a host that is not ours is a stranger's scan; it is answered with a 400 and nobody need read of it.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["none"], "propagate": False}},
    "root": {"handlers": ["console"], "level": one_of("LOG_LEVEL", LEVELS, "WARNING")},
}

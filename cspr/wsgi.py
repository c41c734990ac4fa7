"""The entry point for gunicorn."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cspr.settings")

application = get_wsgi_application()

# All pages are read now, not when the first is asked for. They are there for good: to go through them for rubbish would hold
# up one request in twenty by a fifth of a second.
import_module("cspr.urls")
gc.freeze()

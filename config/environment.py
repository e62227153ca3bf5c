"""Reading what the environment says, where django-environ has no reader for it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

BACKENDS = "django.core.mail.backends"
TRUE, FALSE = ("1", "on", "true", "yes"), ("0", "off", "false", "no")


class Environment(environ.Env):
    """Reads variables, and names one that cannot be right instead of guessing what it means.

    An empty variable counts as one that is not set.
    """

    def str(self, var, default=""):
        return self.ENVIRON.get(var, "").strip() or default

    def bool(self, var, default=False):
        text = self.str(var).lower()
        if text and text not in TRUE + FALSE:
            raise ImproperlyConfigured(f"{var} is {text!r}; it must be 1 or 0.")
        return text in TRUE if text else default

    def int(self, var, default=0):
        text = self.str(var)
        if text and not (text.isascii() and text.isdecimal()):
            raise ImproperlyConfigured(f"{var} is {text!r}; it must be a whole number.")
        return int(text) if text else default

    def list(self, var, default=()):
        entries = [entry.strip() for entry in self.str(var).split(",")]
        return [entry for entry in entries if entry] or [*default]


def local_secret_key(folder: Path) -> str:
    """The key of a local installation, made at random on the first start and kept in ``folder``."""
    return _kept(folder, "secret_key", lambda: secrets.token_urlsafe(50))


def local_field_key(folder: Path) -> str:
    """The same for the key that seals private texts."""
    return _kept(folder, "field_key", lambda: Fernet.generate_key().decode())


def field_keys(keys: list[str]) -> list[str]:
    """The keys that seal private texts, newest first. Raises ``ImproperlyConfigured``."""
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_KEYS must hold keys of 32 bytes in URL-safe base64, separated by commas."
        ) from error
    return keys


def _kept(folder: Path, name: str, make) -> str:
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(make())
        # A link fails where the name is taken: of two workers starting together, one key stays.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()


def mailer_from_url(url: str) -> dict:
    """The MAILERS entry for an address like ``smtp+tls://user:password@host:587``.

    Schemes: ``smtp`` (plain), ``smtp+tls`` (STARTTLS), ``smtps`` (TLS from the start),
    ``console`` (printed), ``file`` (a folder). Raises ``ImproperlyConfigured`` for any other.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"BACKEND": f"{BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "BACKEND": f"{BACKENDS}.filebased.EmailBackend",
            "OPTIONS": {"file_path": parts.path},
        }
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname or not _has_valid_port(parts):
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587 "
            "(or smtp://, smtps://, console:, file:///folder)."
        )
    return {
        "BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or ports[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 10,
        },
    }


def _has_valid_port(parts) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False

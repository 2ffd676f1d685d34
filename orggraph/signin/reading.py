"""The keys of a configuration file, read one by one: what is missing, unknown or unfit becomes a problem, and reading goes on."""

from __future__ import annotations

import os
import ssl
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from orggraph.errors import InvalidInput, Problem, did_you_mean, nearest, why_unread
from orggraph.i18n import T, Text
from orggraph.signin.addresses import is_loopback
from orggraph.signin.secrets import secret_of_file

LARGEST: Final = 1_000_000
"""Bytes of a configuration file; a larger one is something else."""
TABLES: Final = ("app", "provider", "groups", "proxy")


def opened(path: Path) -> Keys:
    """The tables of a TOML file.

    Raises
    ------
    InvalidInput
        The file cannot be read, or is no TOML.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        tree = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise InvalidInput([Problem("file", T("The file cannot be read: {why}", why=why_unread(error)), file=str(path))]) from None
    except UnicodeDecodeError:
        raise InvalidInput([Problem("encoding", T("The file is no UTF-8."), file=str(path))]) from None
    except tomllib.TOMLDecodeError as error:
        # The parser's message names the place, and may quote one character: no value.
        raise InvalidInput([Problem("toml", T("This is no TOML: {why}", why=str(error)), file=str(path))]) from None
    keys = Keys(str(path), "", tree)
    keys.only(TABLES)
    return keys


@dataclass
class Keys:
    """A table of the file, and the problems of the whole file, which all its tables share."""

    file: str
    name: str
    values: Mapping[str, Any]
    there: bool = True
    """Whether the table stands in the file; of one that does not, that alone is a problem, not each of its keys."""
    problems: list[Problem] = field(default_factory=list)

    def done(self) -> None:
        """Raise InvalidInput where there were problems, in any table."""
        if self.problems:
            raise InvalidInput(self.problems)

    def add(self, key: str, message: Text, hint: Text | None = None) -> None:
        """Note a problem of a key."""
        record = ".".join(part for part in (self.name, key) if part)
        self.problems.append(Problem("sign-in", message, hint, file=self.file, record=record))

    def only(self, known: Sequence[str]) -> None:
        """Note the keys that nobody knows, each with the ones that it resembles; never a value, for it may be a secret."""
        for key in self.values:
            if key in known:
                continue
            if "secret" in key.lower() or "password" in key.lower():
                self.add(
                    key, T("A secret does not stand in this file."), T("Name where it stands: client_secret_file or client_secret_env.")
                )
            else:
                self.add(key, T("This key is unknown."), did_you_mean(nearest(key, known)))

    def table(self, name: str, known: Sequence[str], *, optional: bool = False) -> Keys:
        """A table within, with only keys that are known."""
        values = self.values.get(name)
        if values is not None and not isinstance(values, dict):
            self.add(name, T("This is a table: [{name}], with its keys below it.", name=name))
        elif values is None and not optional:
            self.add(name, T("The table [{name}] is missing.", name=name), T("Its keys: {keys}.", keys=list(known)))
        there = isinstance(values, dict)
        inner = Keys(self.file, name, values if isinstance(values, dict) else {}, there, self.problems)
        inner.only(known)
        return inner

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self.values.get(key, default)
        if value is None:
            self.missing(key)
        elif not isinstance(value, str) or not value.strip():
            self.add(key, T("A text is expected here, between quotation marks."))
        else:
            return value.strip()
        return ""

    def texts(self, key: str, default: Iterable[str]) -> tuple[str, ...]:
        """A list of texts."""
        value = self.values.get(key, list(default))
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        self.add(key, T('A list of texts is expected here: ["…", "…"].'))
        return ()

    def number(self, key: str, default: float, most: float) -> float:
        """A number above zero."""
        value = self.values.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
            return float(value)
        self.add(key, T("A number is expected here, above 0 and at most {most}.", most=most))
        return default

    def missing(self, *keys: str) -> None:
        """Note that a key is missing, or that of several not one is there."""
        if self.there:
            message = T("This key is missing.") if len(keys) == 1 else T("One of these keys is needed: {keys}.", keys=keys)
            self.add(keys[0] if len(keys) == 1 else "", message)

    def either(self, *keys: str) -> tuple[str, ...]:
        """Which of the keys, of which exactly one must be there, is: in place of the others an empty text."""
        given = [key for key in keys if key in self.values]
        if not given:
            self.missing(*keys)
        elif len(given) > 1:
            self.add(given[-1], T("Only one of these keys can stand here: {keys}.", keys=keys))
        return tuple(key if key in given[:1] else "" for key in keys)

    def address(self, key: str) -> str:
        """An address: https, or http of this machine alone, with nothing in it of who signs in."""
        text = self.text(key)
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            port, host = parts.port, parts.hostname
        except ValueError:
            port, host, parts = None, None, urlsplit("")
        if (
            parts.scheme not in {"http", "https"}
            or not host
            or port == 0
            or "@" in parts.netloc
            or any(sign in text for sign in " \\<>\"'")
        ):
            self.add(key, T("This is no address of the web."), T("It begins with https:// and holds no user or password."))
        elif parts.scheme == "http" and not is_loopback(host):
            self.add(key, T("Beyond this machine an address begins with https://."))
        else:
            return text
        return ""

    def secret(self, of_file: str, of_environment: str, folder: Path) -> str:
        """What stands in the file, or in the environment variable, that one of two keys names. A problem says where, never what."""
        file, variable = self.either(of_file, of_environment)
        if file and (text := self.text(file)):
            secret, message, hint = secret_of_file(folder / Path(text).expanduser())
            if message:
                self.add(file, message, hint)
            return secret
        if variable and (text := self.text(variable)):
            if secret := os.environ.get(text, "").strip():
                return secret
            self.add(variable, T("The environment variable {name} is not set.", name=text))
        return ""

    def certificates(self, key: str, folder: Path) -> Path | None:
        """A file of certificates that can be read as such; None: none is named."""
        text = self.text(key, "-")
        if text in {"", "-"}:
            return None
        path = folder / Path(text).expanduser()
        try:
            ssl.create_default_context(cafile=str(path))
        except ssl.SSLError:
            self.add(key, T("{file} holds no certificates in PEM.", file=str(path)))
        except OSError as error:
            self.add(key, T("{file} cannot be read: {why}", file=str(path), why=why_unread(error)))
        return path

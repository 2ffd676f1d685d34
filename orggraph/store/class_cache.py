"""Java's ahead-of-time cache for the embedded server: classes loaded and linked, and which of them run often.

With it the server answers in a third of the time (JEP 483 and 515). It holds for one Java and one set of jars, so it is made on
the machine where it is used, once, in the background, by a rehearsal on a server of its own (``orggraph store prepare``); then every
folder's server starts with it. Java itself goes on without a cache that does not fit.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

from orggraph.store import processes

KEPT = 3
"""Caches that stay when one is made: of other environments, whose Java or jars are others."""
REFUSED = ".refused"
"""Ends the name of a mark beside which no cache is tried again: Java made none."""


def folder() -> Path:
    """Where the caches are: the platform's folder for what a user's programs can make anew."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("orggraph", appauthor=False))


def path(java: Path, classpath: str) -> Path:
    """The cache of this Java and these jars, whether it is there or not."""
    files = [(file, file.stat()) for file in (java, *map(Path, classpath.split(os.pathsep)))]
    jars = [(str(file), info.st_size, info.st_mtime_ns) for file, info in files]
    return folder() / f"embedded-{hashlib.sha256(repr(jars).encode()).hexdigest()[:16]}.aot"


def options(cache: Path) -> list[str]:
    """What Java is told to use a cache; nothing where there is none, or somebody else could have written it."""
    return [f"-XX:AOTCache={cache}"] if _ours_alone(cache.parent) and _ours_alone(cache) else []


def begin(cache: Path) -> None:
    """Have a cache made in the background, where there is none and none was refused."""
    if sys.platform == "win32" or cache.exists() or cache.with_suffix(REFUSED).exists():
        return  # on Windows a program cannot be asked to end, and Java writes the cache when it ends
    with contextlib.suppress(OSError):  # a folder that cannot be written: the server starts as before
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with Path(os.devnull).open("wb") as nowhere:
            processes.start_detached([sys.executable, "-m", "orggraph", "store", "prepare"], cache.parent, nowhere)


def keep(draft: Path, cache: Path) -> bool:
    """Put what a rehearsal made in its place, and let go of the oldest caches; False, and a mark, where it made nothing."""
    if not draft.is_file():
        cache.with_suffix(REFUSED).touch(mode=0o600)
        return False
    draft.chmod(0o600)
    draft.replace(cache)
    caches = sorted(cache.parent.glob("embedded-*.aot"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in caches[KEPT:]:
        old.unlink(missing_ok=True)
    return True


def _ours_alone(path: Path) -> bool:
    """Whether only this user can have written it."""
    try:
        info = path.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return True
    return info.st_uid == os.getuid() and not stat.S_ISLNK(info.st_mode) and not info.st_mode & 0o022

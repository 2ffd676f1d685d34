"""The cache with which the embedded server starts: made by itself, used by every folder's server, and never trusted blindly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orggraph.store import bundle, class_cache, embedded
from orggraph.store.embedded import ServerStatus


def uses_cache(status: ServerStatus) -> bool:
    return ".aot" in Path(f"/proc/{status.pid}/maps").read_text()


def test_a_first_start_has_it_made_and_the_next_uses_it(
    own_embedded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait_until: Callable[[Callable[[], object], float], None]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache = class_cache.path(*bundle.runtime())
    embedded.ensure_running(own_embedded)
    assert not uses_cache(embedded.status(own_embedded))
    embedded.stop(own_embedded)
    wait_until(cache.exists, 240)
    assert cache.is_relative_to(tmp_path)
    assert cache.stat().st_mode & 0o077 == 0
    embedded.ensure_running(own_embedded)
    assert uses_cache(embedded.status(own_embedded))
    embedded.stop(own_embedded)
    cache.chmod(0o666)
    assert class_cache.options(cache) == [], "others can write it"
    cache.chmod(0o600)
    cache.write_bytes(cache.read_bytes()[:100_000])
    embedded.ensure_running(own_embedded)
    assert not uses_cache(embedded.status(own_embedded)), "Java goes on without a damaged cache"


def test_a_cache_is_of_one_set_of_jars(tmp_path: Path) -> None:
    java, jar = tmp_path / "java", tmp_path / "engine.jar"
    java.touch()
    jar.touch()
    before = class_cache.path(java, str(jar))
    jar.write_text("another version")
    assert class_cache.path(java, str(jar)) != before


def test_where_java_makes_none_it_is_not_asked_again(tmp_path: Path) -> None:
    cache = tmp_path / "embedded-1.aot"
    assert not class_cache.keep(tmp_path / "nothing", cache)
    assert cache.with_suffix(class_cache.REFUSED).exists()


def test_the_newest_caches_stay(tmp_path: Path) -> None:
    for number in range(class_cache.KEPT + 2):
        draft = tmp_path / "draft"
        draft.write_text("x")
        assert class_cache.keep(draft, tmp_path / f"embedded-{number}.aot")
    assert len(list(tmp_path.glob("*.aot"))) == class_cache.KEPT

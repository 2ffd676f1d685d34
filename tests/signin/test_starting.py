"""What the app says before it listens, where people cannot sign in as they should; and that it then does not listen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orggraph.errors import Refused
from orggraph.signin.door import VARIABLE
from orggraph.ui.launch import check_address
from tests.conftest import free_port
from tests.signin.serving import SECRET, configured

ROOT = Path(__file__).parents[2]
EVERYWHERE = ".".join("0000")


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command from a folder of its own until it ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "STREAMLIT_"))}
    environment |= {"ORGGRAPH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(
        [sys.executable, "-m", *command], env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def test_every_mistake_is_said_and_nothing_is_opened(tmp_path: Path) -> None:
    file = configured(tmp_path, "https://orggraph.example.org", "http://login.example.org")
    file.write_text(file.read_text(encoding="utf-8").replace("client_id", "client_iD"), encoding="utf-8")
    (tmp_path / "secret").chmod(0o644)
    result = run(tmp_path, "orggraph", "app", "--host", EVERYWHERE, "--config", str(file), "--lang", "en")

    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert SECRET not in result.stderr
    for key, words in {
        "provider.client_iD": "This key is unknown. Known: client_id",
        "provider.client_id": "This key is missing.",
        "provider.issuer": "Beyond this machine an address begins with https://.",
        "provider.client_secret_file": "chmod 600",
        "proxy.trusted": "This key is missing.",
    }.items():
        assert any(f": {key}: " in line and words in line for line in result.stderr.splitlines()), key
    assert not (tmp_path / "home").exists()


def test_others_reach_the_app_by_https_alone(tmp_path: Path) -> None:
    file = configured(tmp_path, "http://127.0.0.1:8501", "https://login.example.org")
    with pytest.raises(Refused) as refused:
        check_address(EVERYWHERE, free_port(), file)
    assert "app.address" in refused.value.text("nl")
    sign_in = check_address("127.0.0.1", free_port(), file)
    assert sign_in is not None
    assert sign_in.address == "http://127.0.0.1:8501"


def test_no_config_no_others() -> None:
    with pytest.raises(Refused) as refused:
        check_address(EVERYWHERE, free_port())
    assert "--config" in refused.value.text("nl")


def test_the_key_of_the_cookies_is_looked_at_before_it_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = configured(tmp_path, "http://127.0.0.1:8501", "https://login.example.org")
    monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path))
    check_address("127.0.0.1", free_port(), file)
    key = tmp_path / "sign-in" / "cookie-key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o604)
    with pytest.raises(Refused, match="Others can read"):
        check_address("127.0.0.1", free_port(), file)


@pytest.mark.parametrize("change", ["", "x"])
def test_streamlit_alone_starts_nothing_that_signs_people_in(tmp_path: Path, change: str) -> None:
    """It would believe proxies that nobody named; and a configuration with mistakes is said here too."""
    file = configured(tmp_path, f"{change}http://127.0.0.1:8501", "https://login.example.org")
    result = run(tmp_path, "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(free_port()), **{VARIABLE: str(file)})
    assert result.returncode != 0
    assert ("app.address" if change else "orggraph app --config") in result.stderr
    assert SECRET not in result.stderr + result.stdout

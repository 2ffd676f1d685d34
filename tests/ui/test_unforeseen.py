"""An error that nobody foresaw: the reader gets one sentence and nothing of what went wrong, the log gets all of it."""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.conftest import free_port
from tests.ui.test_serving import STREAMLIT, served

PAGE = 'raise RuntimeError("kept-from-readers")'
APP = """
import streamlit as st
from orggraph.ui.asgi import ROUTES, middleware
from orggraph.ui.unforeseen import unforeseen
app = st.App("page.py", middleware=middleware(None), routes=ROUTES, on_script_error=unforeseen)
"""


def test_the_reader_gets_a_sentence_and_the_log_the_whole_of_it(regions_home: Path, tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text(PAGE, encoding="utf-8")
    (tmp_path / "served.py").write_text(APP, encoding="utf-8")
    port, log = free_port(), tmp_path / "log"
    run = [sys.executable, "-m", "streamlit", "run", "served.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    command = ["sh", "-c", f'exec "$@" 2>"{log}"', "sh", *run, "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with (
        served(command, port, regions_home, tmp_path),
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=Origin(f"http://127.0.0.1:{port}"), subprotocols=STREAMLIT) as stream,
    ):
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        stream.send(asked.SerializeToString())
        told = b""
        while True:
            received = bytes(stream.recv(timeout=30))  # type: ignore[arg-type]
            told += received
            message = ForwardMsg()
            message.ParseFromString(received)
            if message.WhichOneof("type") == "script_finished":
                break
    assert b"Hier ging iets mis. Er is niets gewijzigd." in told
    for word in (b"kept-from-readers", b"RuntimeError", b"Traceback", b'page.py", line'):
        assert word not in told
    written = log.read_text(encoding="utf-8")
    assert "a page failed" in written
    assert "RuntimeError: kept-from-readers" in written

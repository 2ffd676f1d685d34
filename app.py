"""The ASGI app around ``orggraph/ui/main.py``: started by ``orggraph app`` or ``streamlit run app.py``."""

import streamlit as st

from orggraph.ui import ready
from orggraph.ui.asgi import MAIN, ROUTES, middleware
from orggraph.ui.launch import door_or_end
from orggraph.ui.unforeseen import unforeseen

door = door_or_end(st.get_option("server.address"))
app = st.App(MAIN, middleware=middleware(door), routes=ROUTES, on_script_error=unforeseen)
ready.begin()

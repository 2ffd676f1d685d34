"""The ASGI app around ``orggraph/ui/main.py``: started by ``orggraph app`` or ``streamlit run app.py``."""

import streamlit as st

from orggraph.ui import ready
from orggraph.ui.asgi import MAIN, MIDDLEWARE, ROUTES
from orggraph.ui.launch import end_beyond_loopback
from orggraph.ui.unforeseen import unforeseen

end_beyond_loopback(st.get_option("server.address"))
app = st.App(MAIN, middleware=MIDDLEWARE, routes=ROUTES, on_script_error=unforeseen)
ready.begin()

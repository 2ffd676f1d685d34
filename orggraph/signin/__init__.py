"""Who signs in, at which provider, and for how long: the configuration, what is kept secret, sessions, and proxies.

Nothing here knows Streamlit: the pages ask :mod:`orggraph.ui.reader`, the server around them :mod:`orggraph.ui.doors`.
"""

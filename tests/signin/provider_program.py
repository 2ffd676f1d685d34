"""A real provider of OpenID Connect in a process of its own (oidc-provider-mock), with five people, and with what can be wrong with one.

    python tests/signin/provider_program.py PORT [--age SECONDS] [--clock SECONDS] [--tls FOLDER] [--instead CLAIM=VALUE]

``--age``: how long its tokens hold; ``--clock``: by how much its clock is ahead; ``--tls``: the folder with ``cert.pem`` and ``key.pem``;
``--instead``: what a claim of the identity token says in place of what is so.
"""

from __future__ import annotations

import argparse
import logging
import time
from datetime import timedelta
from pathlib import Path

PEOPLE = {
    "administrator": ["beheer", "iedereen"],
    "secretary": ["secretariaat", "iedereen"],
    "member": ["leden"],
    "reader": ["iedereen"],
    "stranger": ["elders"],
}
"""Who can sign in there, with their groups."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--age", type=int, default=3600)
    parser.add_argument("--clock", type=int, default=0)
    parser.add_argument("--tls", type=Path)
    parser.add_argument("--instead", default="")
    options = parser.parse_args()
    if options.clock:
        right = time.time
        time.time = lambda: right() + options.clock
    from oidc_provider_mock import User, app
    from werkzeug.serving import make_server

    instead = dict([options.instead.split("=", 1)]) if options.instead else {}
    if instead:
        from oidc_provider_mock._app import OpenIDCode

        so = OpenIDCode.get_authorization_code_claims
        OpenIDCode.get_authorization_code_claims = lambda self, code: so(self, code) | instead
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    people = [
        User(sub=name, claims={"email": f"{name}@example.org", "email_verified": True, "groups": groups} | instead)
        for name, groups in PEOPLE.items()
    ]
    provider = app(require_nonce=True, access_token_max_age=timedelta(seconds=options.age), user_claims=people)
    tls = (str(options.tls / "cert.pem"), str(options.tls / "key.pem")) if options.tls else None
    make_server("127.0.0.1", options.port, provider, threaded=True, ssl_context=tls).serve_forever()


if __name__ == "__main__":
    main()

"""The parameters that a statement names."""

from __future__ import annotations

from orggraph.errors import Refused
from orggraph.store.cypher_tokens import plain_text, tokens


def parameters(statement: str) -> tuple[str, ...]:
    """Names of the parameters of a statement, in the order in which they come; of one that cannot be read none.

    What stands in a text, a name or a comment is no parameter.
    """
    try:
        read = tokens(plain_text(statement))
    except Refused:
        return ()
    return tuple(dict.fromkeys(token.text[1:].strip("`") for token in read if token.kind == "value" and token.text.startswith("$")))

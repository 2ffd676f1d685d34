"""How many versions of each dataset are kept: all, unless somebody says otherwise; the setting is of the store."""

from __future__ import annotations

from orggraph.errors import WrongUsage
from orggraph.i18n import T
from orggraph.store import versions
from orggraph.store.connection import Connection


def kept(connection: Connection) -> int | None:
    """How many versions of each dataset are kept; None: all."""
    rows = connection.read("MATCH (m:Meta {id: 'orggraph'}) RETURN m.keep_versions AS most")
    return rows[0]["most"] if rows else None


def keep(connection: Connection, most: int | None) -> int:
    """Keep the last so many from now on, or all (None); how many went. Raises WrongUsage for less than one."""
    if most is not None and most < 1:
        raise WrongUsage(T("At least one version is kept."), T("Give a number of 1 or more, or all."))
    connection.write("MERGE (m:Meta {id: 'orggraph'}) SET m.keep_versions = $most", most=most)
    return sum(prune(connection, dataset) for dataset in sorted({row["dataset"] for row in versions.listed(connection)}))


def prune(connection: Connection, dataset: str) -> int:
    """Forget what is beyond the setting; how many went. The oldest that stays is kept whole, in the same transaction."""
    rows = connection.read(
        "MATCH (m:Meta {id: 'orggraph'}) WHERE m.keep_versions > 0 MATCH (v:Version {dataset: $dataset}) "
        "RETURN m.keep_versions AS most, v.number AS number ORDER BY v.number",
        dataset=dataset,
    )
    most = rows[0]["most"] if rows else 0
    if len(rows) <= most:
        return 0
    first = versions.whole_of(connection, dataset, rows[-most]["number"])
    with connection.transaction() as transaction:
        versions.keep_last(transaction, dataset, first)
    return len(rows) - most

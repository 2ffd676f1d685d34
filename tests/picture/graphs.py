"""Graphs for the tests of pictures: small ones by hand, large ones by rule."""

from __future__ import annotations

import networkx as nx

TIERS = ("political", "executive", "official", "delivery")
TOPICS = (
    "economische zaken", "landelijk gebied", "ontwikkelbeeld", "recreatie en toerisme", "ruimte en wonen", "sociaal domein",
    "verkeer en vervoer", "werk en inkomen", "wonen", "regionale energiestrategie",
)  # fmt: skip


class Builder:
    """Makes a graph with ids as the datasets have them."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def node(self, label: str, slug: str, name: str, **fields: object) -> str:
        node = f"test/{label.lower()}/{slug}"
        self.graph.add_node(node, label=label, name=name, **fields)
        return node

    def edge(self, kind: str, source: str, target: str) -> str:
        key = f"{kind}:{source}>{target}"
        self.graph.add_edge(source, target, key=key, id=key, type=kind)
        return key


def consultations() -> nx.MultiDiGraph[str]:
    """A region of consultations: a board, ten pairs of an official and a political consultation, seats, municipalities."""
    make = Builder()
    region = make.node("Cooperation", "regio", "Regio Voorbeeld")
    board = make.node("Body", "board", "Bestuurlijk overleg Regio Voorbeeld (BORV)", kind="political_consultation", tier="executive")
    group = make.node("Body", "arg", "Ambtelijke regiegroep (ARG)", kind="secretaries_meeting", tier="official")
    make.edge("PART_OF", board, region)
    make.edge("PREPARES", group, board)
    towns = [make.node("Organization", f"town-{i}", f"Gemeente {i}", kind="municipality") for i in range(1, 9)]
    for town in towns:
        make.edge("PARTICIPATES_IN", town, region)
    for i, topic in enumerate(TOPICS):
        subject = make.node("Topic", f"t{i}", topic.capitalize())
        political = make.node("Body", f"bo-{i}", f"BO {topic}", kind="political_consultation", tier="executive")
        make.edge("COVERS", political, subject)
        for town in towns[:4]:
            post = make.node("Post", f"bo-{i}-{town[-1]}", f"Lid BO {topic} namens gemeente {town[-1]}")
            make.edge("IN", post, political)
            make.edge("ON_BEHALF_OF", post, town)
        if i < 8:
            official = make.node("Body", f"ao-{i}", f"AO {topic}", kind="official_consultation", tier="official")
            make.edge("PREPARES", official, political)
    return make.graph


def agreements() -> nx.MultiDiGraph[str]:
    """A public body: boards, portfolio councils, roles, and eight agreements with ten people who commission or carry out."""
    make = Builder()
    general = make.node("Body", "ab", "Algemeen Bestuur", kind="general_board", tier="executive")
    daily = make.node("Body", "db", "Dagelijks Bestuur", kind="executive_board", tier="executive")
    make.edge("ACCOUNTABLE_TO", daily, general)
    councils = [
        make.node("Body", f"pfho-{i}", f"Portefeuillehoudersoverleg {name}", kind="portfolio_council", tier="executive")
        for i, name in enumerate(("sociaal domein", "ruimte", "economie", "bedrijfsvoering"))
    ]
    directors = make.node("Body", "do", "Directieoverleg", kind="directors_meeting", tier="official")
    secretaries = make.node("Body", "gso", "Gemeentesecretarissenoverleg", kind="secretaries_meeting", tier="official")
    raad = make.node("Body", "raden", "Gemeenteraden", kind="council", tier="political", count=7)
    make.edge("ACCOUNTABLE_TO", general, raad)
    for i, council in enumerate(councils):
        make.edge("ADVISES", council, general)
        unit = make.node("Body", f"rve-{i}", f"RVE {i + 1}", kind="delivery_unit", tier="delivery")
        make.edge("PART_OF", unit, directors)
    make.edge("ADVISES", secretaries, daily)
    roles = [make.node("Role", f"p{i}", f"Bestuurlijke rol {i}", side="political") for i in range(7)]
    roles += [make.node("Role", f"o{i}", f"Ambtelijke rol {i}", side="official") for i in range(9)]
    people = [make.node("Person", chr(97 + i), f"Persoon {chr(65 + i)}", privacy="functional") for i in range(10)]
    for i in range(1, 9):
        work = make.node("Assignment", str(i), f"{i} Afspraak over een onderwerp met een tamelijk lange omschrijving", number=i)
        make.edge("COMMISSIONED_BY", work, people[0 if i != 4 else 1])
        make.edge("CARRIED_OUT_BY", work, people[2 + i % 3])
        make.edge("INVOLVES", work, people[5 + i % 5])
    post = make.node("Post", "ab-chair", "Voorzitter Algemeen Bestuur")
    make.edge("IN", post, general)
    make.edge("HOLDS", people[0], post)
    make.edge("HAS_ROLE", post, roles[0])
    return make.graph


def large(size: int) -> nx.MultiDiGraph[str]:
    """About ``size`` nodes: bodies over all tiers, with seats, people, municipalities and relations."""
    make = Builder()
    kinds = ("council", "college", "official_consultation", "delivery_unit")
    bodies = [
        make.node("Body", f"b{i}", f"Overleg nummer {i} over {TOPICS[i % 10]}", kind=kinds[i % 4], tier=TIERS[i % 4])
        for i in range(max(4, size // 6))
    ]
    towns = [make.node("Organization", f"town-{i}", f"Gemeente {i}", kind="municipality") for i in range(max(3, size // 12))]
    for i, body in enumerate(bodies[4:], start=4):
        make.edge(("PREPARES", "ADVISES", "ACCOUNTABLE_TO", "SUPPORTS", "PART_OF")[i % 5], body, bodies[(i * 7) % i])
    while len(make.graph) < size - 1:
        i = len(make.graph)
        post = make.node("Post", f"p{i}", f"Lid van overleg {i}")
        person = make.node("Person", f"x{i}", f"Naam van Achternaam {i}")
        make.edge("IN", post, bodies[i % len(bodies)])
        make.edge("HOLDS", person, post)
        make.edge("ON_BEHALF_OF", post, towns[i % len(towns)])
    return make.graph


HOSTILE = (
    "<script>window.hacked = 1</script>", '"><img src=x onerror="window.hacked=1">', "=cmd|' /C calc'!A0",
    "</script><script>window.hacked=1</script>",
    "שלום עולם مرحبا", "{{ 7*7 }} ${7*7} {n}", "x" * 300, "lang woord " * 27, "'; DROP TABLE--", "a\u0000b\u202ec\ufffe",
)  # fmt: skip


def hostile() -> nx.MultiDiGraph[str]:
    """Names that must come out as text."""
    make = Builder()
    for i, name in enumerate(HOSTILE):
        body = make.node("Body", f"h{i}", name, kind="project", tier=TIERS[i % 4])
        post = make.node("Post", f"hp{i}", name)
        make.edge("IN", post, body)
        if i:
            make.edge("INFORMS", body, f"test/body/h{i - 1}")
    return make.graph

"""ArchiMate in the Open Group's exchange format (AMEFF 3.1): the elements and relationships of a model, for architects.

Organizations, bodies and people are business actors, cooperations collaborations, posts and roles business roles, topics
business functions, routes and steps processes, arrangements contracts. A relationship is the ArchiMate one that means the
same between those elements, and an association elsewhere; it bears the words that people use for it. Each element has the
fields of its record as properties, and stands in a folder with the others of its label. No view is drawn: an architect's
program draws its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from orggraph.exports import Export, Origin, stated
from orggraph.exports.xml import SEPARATOR, child, fit, serialized
from orggraph.model.base import Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.titles import title_of

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
SCHEMA: Final = f"{SPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
ACTOR, ROLE, COLLABORATION, OBJECT = "BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessObject"
ELEMENTS: Final[Mapping[str, str]] = {
    "Organization": ACTOR,
    "Body": ACTOR,
    "Person": ACTOR,
    "Cooperation": COLLABORATION,
    "Post": ROLE,
    "Role": ROLE,
    "Topic": "BusinessFunction",
    "Route": "BusinessProcess",
    "Step": "BusinessProcess",
    "Arrangement": "Contract",
    "Mandate": OBJECT,
    "Decision": OBJECT,
    "Product": OBJECT,
    "Assignment": "WorkPackage",
}
"""What a label is in ArchiMate."""
ACTIVE: Final = frozenset({ACTOR, ROLE, COLLABORATION})
NAMELESS: Final = frozenset({"id", "name", "source", "target", "dataset"})
"""Fields that stand elsewhere in an element."""


@dataclass(frozen=True)
class Meaning:
    """The ArchiMate relationship that a type is, between which elements; elsewhere it is an association."""

    kind: str
    between: Collection[tuple[str, str]]
    """Pairs of elements, in the direction of ArchiMate."""
    turned: bool = False
    """Whether ArchiMate draws it from the other end."""


_PARTS: Final = frozenset({(ACTOR, ACTOR), (COLLABORATION, ACTOR), (COLLABORATION, COLLABORATION), (OBJECT, OBJECT),
                           ("BusinessFunction", "BusinessFunction"), ("WorkPackage", "WorkPackage"), (COLLABORATION, ROLE)})  # fmt: skip
_SERVES: Final = frozenset(product(ACTIVE, ACTIVE))
_DOES: Final = frozenset(product(ACTIVE, ("BusinessProcess",)))
MEANINGS: Final[Mapping[str, Meaning]] = {
    "HOLDS": Meaning("Assignment", {(ACTOR, ROLE)}),
    "IN": Meaning("Aggregation", _PARTS, turned=True),
    "HAS_ROLE": Meaning("Specialization", {(ROLE, ROLE)}),
    "PART_OF": Meaning("Aggregation", _PARTS, turned=True),
    "PARTICIPATES_IN": Meaning("Aggregation", _PARTS, turned=True),
    "COVERS": Meaning("Assignment", frozenset(product(ACTIVE, ("BusinessFunction",)))),
    "PREPARES": Meaning("Serving", _SERVES),
    "ADVISES": Meaning("Serving", _SERVES),
    "SUPPORTS": Meaning("Serving", _SERVES),
    "SUPPORTED_BY": Meaning("Serving", _SERVES, turned=True),
    "INFORMS": Meaning("Flow", _SERVES),
    "ACCOUNTABLE_TO": Meaning("Flow", _SERVES),
    "ESCALATES_TO": Meaning("Flow", _SERVES),
    "HAS_STEP": Meaning("Composition", {("BusinessProcess", "BusinessProcess")}),
    "NEXT": Meaning("Triggering", {("BusinessProcess", "BusinessProcess")}),
    "AT": Meaning("Assignment", _DOES, turned=True),
    "ADDRESSED_TO": Meaning("Flow", frozenset(product(("BusinessProcess",), ACTIVE))),
    "ROUTE_FOR": Meaning("Access", {("BusinessProcess", OBJECT), ("BusinessProcess", "Contract")}),
    "CARRIED_OUT_BY": Meaning("Assignment", frozenset(product(ACTIVE, ("WorkPackage",))), turned=True),
    "RESULTS_IN": Meaning("Realization", {("WorkPackage", OBJECT)}),
}
ASSOCIATION: Final = Meaning("Association", ())


def make(dataset: Dataset, origin: Origin, _suffix: str) -> bytes:
    """The model; the same dataset gives the same bytes."""
    from lxml import etree

    model = etree.Element(f"{{{SPACE}}}model", nsmap={None: SPACE, "xsi": XSI})  # type: ignore[dict-item]
    model.set("identifier", f"model-{dataset.id}")
    model.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    _text(model, "name", origin.title, origin.lang)
    _text(model, "documentation", origin.sentence(), "en")
    nodes = [node for node in dataset.nodes if node.label() in ELEMENTS]
    held = {node.id: node for node in nodes}
    edges = [edge for edge in dataset.relationships if edge.source in held and edge.target in held]
    names = _Properties(dataset)
    if nodes:
        elements = child(model, "elements")
        for node in nodes:
            element = child(elements, "element", identifier=_identifier(node.id))
            element.set(f"{{{XSI}}}type", ELEMENTS[node.label()])
            _text(element, "name", node.name, "nl")
            names.add(element, node)
    if edges:
        relationships = child(model, "relationships")
        for edge in edges:
            _relationship(relationships, edge, held, names, origin)
    if nodes:
        _folders(model, nodes, origin)
    if names.used:
        names.define(model, origin)
    return serialized(model)


def _relationship(parent: _Element, edge: Relationship, held: Mapping[str, Node], names: _Properties, origin: Origin) -> None:
    ends = (edge.source, edge.target)
    kinds = tuple(ELEMENTS[held[end].label()] for end in ends)
    meant = MEANINGS.get(edge.type, ASSOCIATION)
    if meant.turned:
        ends, kinds = ends[::-1], kinds[::-1]
    if kinds not in meant.between:
        meant, ends = ASSOCIATION, (edge.source, edge.target)
    element = child(parent, "relationship", identifier=f"id-{edge.id}", source=_identifier(ends[0]), target=_identifier(ends[1]))
    element.set(f"{{{XSI}}}type", meant.kind)
    _text(element, "name", getattr(edge, "condition", None) or edge.title[origin.lang], origin.lang)
    names.add(element, edge, type=edge.type)


class _Properties:
    """The properties of elements and relationships, and their definitions."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.used: dict[str, type[Record]] = {}

    def add(self, parent: _Element, record: Record, **more: str) -> None:
        """What a record states, as properties."""
        values = {**more, **stated(record)}
        if record.sources:
            values["sources"] = [f"{self._name(cited.source)}: {cited.locator}".rstrip(": ") for cited in record.sources]
        texts = {name: _joined(value) for name, value in values.items() if name not in NAMELESS}
        if not texts:
            return
        properties = child(parent, "properties")
        for name, text in texts.items():
            self.used.setdefault(name, type(record))
            _text(child(properties, "property", propertyDefinitionRef=f"property-{name}"), "value", text, None)

    def define(self, model: _Element, origin: Origin) -> None:
        """The definitions of what was used, by name."""
        definitions = child(model, "propertyDefinitions")
        for name, owner in sorted(self.used.items()):
            definition = child(definitions, "propertyDefinition", identifier=f"property-{name}", type="string")
            title = title_of(owner, name).render(origin.lang) if name in owner.model_fields else name
            _text(definition, "name", title, origin.lang)

    def _name(self, source: str) -> str:
        return self.dataset.by_id[source].name if source in self.dataset.by_id else source


def _folders(model: _Element, nodes: list[Node], origin: Origin) -> None:
    """A folder for each label, as people call it."""
    organizations = child(model, "organizations")
    for label in ELEMENTS:
        inside = [node for node in nodes if node.label() == label]
        if inside:
            folder = child(organizations, "item")
            _text(folder, "label", LABELS[label].plural[origin.lang], origin.lang)
            for node in inside:
                child(folder, "item", identifierRef=_identifier(node.id))


def _identifier(identity: str) -> str:
    """An id as XML has it; no id of ours holds two hyphens in a row."""
    return f"id-{identity.replace('/', '--')}"


def _joined(value: object) -> str:
    if isinstance(value, list | tuple):
        return SEPARATOR.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(parent: _Element, tag: str, text: str, lang: str | None) -> None:
    element = child(parent, tag)
    element.text = fit(text)
    if lang:
        element.set("{http://www.w3.org/XML/1998/namespace}lang", lang)


EXPORT = Export(
    "ameff",
    (".xml",),
    make,
    {label: tuple(LABELS[label].model_fields) for label in ELEMENTS},
    {name: tuple(kind.model_fields) for name, kind in TYPES.items()},
)

"""Write ``orggraph.cdx.json``, the bill of materials (CycloneDX 1.6) that the wheel carries: ``python scripts/sbom.py [FILE]``.

Its components are the locked requirements of ``requirements.lock`` (whose hashes pin their files) and what the package holds
of others (``orggraph/third_party.json``). It has no date and no random number, so the same lock gives the same file.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "orggraph.cdx.json"
LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: ; (?P<marker>[^\\]+?))? *\\?$", re.MULTILINE)


def requirements() -> list[Component]:
    """A component for each locked requirement; the condition under which it is installed is a property."""
    return [
        Component(
            name=match["name"],
            version=match["version"],
            purl=PackageURL("pypi", name=match["name"], version=match["version"]),
            bom_ref=f"pypi:{match['name']}@{match['version']}",
            properties=[Property(name="orggraph:marker", value=match["marker"])] if match["marker"] else [],
        )
        for match in LOCKED.finditer((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    ]


def third_party() -> list[Component]:
    """A component for each thing of others of which the package holds files."""
    entries: list[dict[str, Any]] = json.loads((ROOT / "orggraph" / "third_party.json").read_text(encoding="utf-8"))
    return [
        Component(
            name=entry["name"],
            version=entry.get("version"),
            purl=PackageURL.from_string(entry["purl"]) if "purl" in entry else None,
            bom_ref=f"held:{entry['name']}",
            licenses=[LicenseExpression(entry["licence"])],
            properties=[Property(name="orggraph:file", value=file) for file in entry["files"]],
        )
        for entry in entries
    ]


def bill_of_materials() -> str:
    """The bill of materials as JSON with a line end."""
    components = requirements() + third_party()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    subject = Component(name="orggraph", version=project["version"], type=ComponentType.APPLICATION, bom_ref="orggraph")
    bom = Bom(components=components, metadata=BomMetaData(component=subject))
    bom.serial_number = uuid5(NAMESPACE_URL, " ".join(sorted(str(component.bom_ref) for component in components)))
    bom.register_dependency(subject, components)
    content = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del content["metadata"]["timestamp"]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (Path(sys.argv[1]) if sys.argv[1:] else TARGET).write_text(bill_of_materials(), encoding="utf-8")

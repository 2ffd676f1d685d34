"""The reader of the register on files that are wrong or hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.model.nodes import Arrangement, Organization
from orggraph.model.relationships import ParticipatesIn, PartOf
from orggraph.sources import read

SCHEMA = "https://organisaties.overheid.nl/static/schema/oo/export/"
HEAD = f'<p:overheidsorganisaties xmlns:p="{SCHEMA}{{version}}" p:timestamp="2026-05-16T00:00:00">'
FOOT = "</p:overheidsorganisaties>"
DORP = """<p:organisaties><p:organisatie p:systeemId="1"><p:naam>{name}</p:naam><p:types><p:type>Gemeente</p:type></p:types>
</p:organisatie></p:organisaties>"""
ARRANGEMENT = """<p:gemeenschappelijkeRegelingen><p:regeling p:systeemId="7"><p:titel>Regeling</p:titel>
<p:samenwerkingsvorm p:afkorting="{form}">x</p:samenwerkingsvorm><p:datumInwerkingtreding>{start}</p:datumInwerkingtreding>
<p:regionaalSamenwerkingsorgaan p:systeemId="2">Dienst</p:regionaalSamenwerkingsorgaan>
<p:deelnemendeOrganisaties><p:deelnemendeOrganisatie p:systeemId="1"><p:naam>Gemeente Dorp</p:naam><p:bestuursorganen><p:bestuursorgaan>
<p:naam>Gemeenteraad</p:naam></p:bestuursorgaan><p:bestuursorgaan><p:naam>Dijkgraaf</p:naam></p:bestuursorgaan></p:bestuursorganen>
</p:deelnemendeOrganisatie><p:deelnemendeOrganisatie p:systeemId="2"><p:naam>Dienst</p:naam></p:deelnemendeOrganisatie>
</p:deelnemendeOrganisaties></p:regeling></p:gemeenschappelijkeRegelingen>"""


def export(
    folder: Path, *, name: str = "Gemeente Dorp", form: str = "OL", start: str = "2020-01-01", version: str = "1", before: str = ""
) -> Path:
    file = folder / "export.xml"
    text = before + HEAD.format(version=version) + DORP.format(name=name) + ARRANGEMENT.format(form=form, start=start) + FOOT
    file.write_text(text, encoding="utf-8")
    return file


def refusal(file: Path) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read(file)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("version", ["2.6.3", "2.7", "9.0.0"])
def test_the_version_of_the_namespace_does_not_matter(tmp_path: Path, version: str) -> None:
    dataset = read(export(tmp_path, version=version))
    assert dataset.info.reference_date == "2026-05-16"
    (arrangement,) = [node for node in dataset.nodes if isinstance(node, Arrangement)]
    assert (arrangement.form, arrangement.identifiers, arrangement.start_date) == ("public_body", ("roo:7",), "2020-01-01")


def test_organs_that_the_model_knows_and_those_that_it_does_not(tmp_path: Path) -> None:
    parts = [record for record in read(export(tmp_path)).relationships if isinstance(record, ParticipatesIn)]
    dorp = next(part for part in parts if part.source == "roo/organization/1")
    assert dorp.organs == ("council",)
    assert dorp.note == "Neemt deel met: Dijkgraaf"


def test_what_takes_part_and_was_set_up_itself_is_an_organization_of_the_cooperation(tmp_path: Path) -> None:
    dataset = read(export(tmp_path))
    assert isinstance(dataset.by_id["roo/organization/2"], Organization)
    assert dataset.by_id["roo/cooperation/2"].identifiers == ()
    parts = {(part.source, part.target) for part in dataset.relationships if isinstance(part, PartOf)}
    assert ("roo/organization/2", "roo/cooperation/2") in parts


@pytest.mark.parametrize(("form", "start"), [("QQ", "2020-01-01"), ("OL", "")])
def test_an_arrangement_that_cannot_be_said_is_left_out_by_number(tmp_path: Path, form: str, start: str) -> None:
    dataset = read(export(tmp_path, form=form, start=start))
    assert not [node for node in dataset.nodes if isinstance(node, Arrangement)]
    assert [problem.record for problem in dataset.warnings] == ["regeling 7"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    assert refusal(export(tmp_path, name="&secret;" if "secret" in doctype else "Dorp", before=doctype)) == ["doctype"]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    file = export(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) - 40])
    assert refusal(file) == ["syntax"]


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(HEAD.format(version="1") + FOOT, encoding="utf-8")
    assert refusal(file) == ["empty"]


def test_depth_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(HEAD.format(version="1") + "<p:a>" * 200 + "</p:a>" * 200 + FOOT, encoding="utf-8")
    assert refusal(file) == ["too_deep"]


def test_a_name_is_text(tmp_path: Path) -> None:
    dataset = read(export(tmp_path, name="&lt;script&gt;alert(1)&lt;/script&gt;"))
    assert dataset.by_id["roo/organization/1"].name == "<script>alert(1)</script>"

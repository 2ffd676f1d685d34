"""The notebooks run from top to bottom, on the regions that come with the package."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


WORDS = {
    "analyst": ("commissioner at 7 of 8 agreements", "Lid BORA, burgemeester"),
    "routes": ("12                10  169  208  248", "553 pairs", "<svg"),
    "elections": ("184 of 384", "2026-04-01", "<svg"),
    "portfolios": ("14 of 14 portfolios are placed", "nobody gets more than 1"),
    "country": ("median: 6.0 of 344 municipalities", "35 groups", "Gemeente Landgraaf", "<svg"),
}
"""What each notebook gives."""


def run(path: Path, home: Path, cwd: Path) -> list[nbformat.NotebookNode]:
    """Run a notebook in a kernel of its own; the cells with what they gave. Fails on the first error."""
    notebook = nbformat.read(path, as_version=4)
    env = {**os.environ, "ORGGRAPH_HOME": str(home), "IPYTHONDIR": str(cwd / "ipython")}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(cwd)}}).execute(env=env)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, regions_home: Path, tmp_path: Path) -> None:
    cells = run(path, regions_home, tmp_path)
    assert cells
    shown = [output for cell in cells for output in cell.outputs]
    assert not [output.text for output in shown if output.output_type == "stream" and output.name == "stderr"]
    words = "\n".join(str(output) for output in shown)
    assert [word for word in WORDS[path.stem] if word not in words] == []

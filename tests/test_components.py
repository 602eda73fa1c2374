"""The list of what the program is made of: from what is installed, and from an installer's bill of materials."""

import json
from pathlib import Path

from batchdesk.components import BILL_OF_MATERIALS, Component, components, installed


def test_what_is_installed_is_named_with_its_licence() -> None:
    parts = {part.name.lower().replace("_", "-"): part for part in installed()}
    assert {"pyside6-essentials", "httpx", "sqlite-utils", "h11"} <= parts.keys()
    assert not {"pytest", "ruff", "batchdesk"} & parts.keys()
    assert parts["httpx"].licence == "BSD-3-Clause"
    assert not [part for part in parts.values() if not part.licence]


def test_an_installers_list_counts_instead(tmp_path: Path) -> None:
    part = {"type": "library", "name": "Qt", "version": "6.11", "licenses": [{"license": {"name": "LGPL-3.0-only"}}]}
    document = {"components": [part, {"type": "library", "name": "bare"}]}
    (tmp_path / BILL_OF_MATERIALS).write_text(json.dumps(document))
    assert components(tmp_path) == [Component("Qt", "6.11", "LGPL-3.0-only"), Component("bare", "", "")]


def test_a_damaged_list_is_made_up_for(tmp_path: Path) -> None:
    (tmp_path / BILL_OF_MATERIALS).write_text("{")
    assert components(tmp_path) == installed()

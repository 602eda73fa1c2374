"""What this program is made of: every package it is installed with, and under which licence.

Read from the list that an installer brings, or from the packages that are installed. Must not know who shows it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, cast

BILL_OF_MATERIALS = "sbom.cdx.json"
"""Its name in an installer's `resources/legal`: CycloneDX 1.5."""

_LONGEST_NAME = 60
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Component:
    """One part. `licence` is an SPDX expression where its maker gives one, else the maker's words, else empty."""

    name: str
    version: str
    licence: str


def components(legal: Path) -> list[Component]:
    """All parts, by name: from the bill of materials in the folder `legal`, or of what is installed here."""
    try:
        document: Any = json.loads((legal / BILL_OF_MATERIALS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return installed()
    return [
        Component(part["name"], part.get("version", ""), _written_licence(part))
        for part in cast(list[dict[str, Any]], document["components"])
    ]


def installed() -> list[Component]:
    """The packages that batchdesk asks for, and those that they ask for, as far as they are installed; by name."""
    parts = [Component(each.name, each.version, licence(each)) for each in distributions()]
    return sorted(parts, key=lambda part: part.name.lower())


def distributions() -> Iterator[metadata.Distribution]:
    """Those packages themselves, batchdesk not among them."""
    waiting, seen = ["batchdesk"], {"batchdesk"}
    while waiting:
        try:
            distribution = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:  # for another platform or Python
            continue
        if distribution.name != "batchdesk":
            yield distribution
        for name in _required(distribution):
            if name not in seen:
                seen.add(name)
                waiting.append(name)


def licence(distribution: metadata.Distribution) -> str:
    """The licence that a package declares."""
    fields = distribution.metadata
    classified = [text.rpartition(" :: ")[2] for text in fields.get_all("Classifier", []) if text.startswith("License")]
    # Some put the licence's whole text into the field that is meant for its name.
    named = [text for text in fields.get_all("License", []) if len(text) <= _LONGEST_NAME]
    declared = (*fields.get_all("License-Expression", []), *named, "; ".join(classified))
    return next((words for words in declared if words), "")


def _required(distribution: metadata.Distribution) -> Iterator[str]:
    for requirement in distribution.requires or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def _written_licence(part: dict[str, Any]) -> str:
    """As `packaging/legal.py` writes it."""
    return str(part["licenses"][0]["license"]["name"]) if part.get("licenses") else ""

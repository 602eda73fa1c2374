"""constraints.txt: complete, exact and hashed, on every Python and platform that the project names."""

import itertools
import re
import tomllib

import pytest
from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from .conftest import ROOT

PYTHONS = ("3.11.7", "3.12.1", "3.13.0")
PLATFORMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
TEXT = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")


def entries() -> list[tuple[Requirement, list[str]]]:
    """Each pin with its hashes."""
    joined = TEXT.replace("\\\n", " ")
    found: list[tuple[Requirement, list[str]]] = []
    for line in filter(None, joined.splitlines()):
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        found.append((Requirement(requirement), hashes))
    return found


def declared() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        Requirement(text)
        for text in (
            *project["build-system"]["requires"],
            *project["project"]["dependencies"],
            *project["dependency-groups"]["dev"],
        )
    ]


def environments() -> list[Environment]:
    return [
        default_environment()
        | {
            "python_full_version": python,
            "python_version": python.rpartition(".")[0],
            "sys_platform": platform,
            "platform_system": PLATFORMS[platform],
        }
        for python, platform in itertools.product(PYTHONS, PLATFORMS)
    ]


def applies(requirement: Requirement, environment: Environment) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def pinned(environment: Environment) -> dict[str, Version]:
    """The versions that pip takes in `environment`; two pins for one package fail."""
    versions: dict[str, Version] = {}
    for requirement, _ in entries():
        if applies(requirement, environment):
            name = canonicalize_name(requirement.name)
            assert name not in versions, f"two pins of {name}"
            versions[name] = Version(str(requirement.specifier).removeprefix("=="))
    return versions


def test_every_pin_is_exact_and_hashed():
    found = entries()
    assert found
    for requirement, hashes in found:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


def test_no_address_and_no_option_stands_in_it():
    assert "://" not in TEXT
    assert not [line for line in TEXT.splitlines() if line.startswith(("-", "#"))]


@pytest.mark.parametrize("environment", environments(), ids=lambda e: f"{e['sys_platform']}-{e['python_version']}")
def test_every_dependency_is_pinned_within_its_bounds(environment: Environment):
    versions = pinned(environment)
    for requirement in declared():
        if applies(requirement, environment):
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version, prereleases=True), (requirement, version)


@pytest.mark.parametrize("environment", environments(), ids=lambda e: f"{e['sys_platform']}-{e['python_version']}")
def test_qt_fits_the_python(environment: Environment):
    # PySide6 6.12 on Python 3.11 loses a reference to None with every void call.
    versions = pinned(environment)
    old_python = Version(environment["python_version"]) < Version("3.12")
    for name in ("pyside6-essentials", "shiboken6"):
        assert (versions[name] < Version("6.12")) == old_python

"""The way of work: all that a result depends on beside the file itself, as one short name."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from zipingbiao.batch.options import Options

_NAME = "zipingbiao"
_PACKAGE = Path(__file__).parents[1]
_OWN = ("*.py", "*.yaml")


def way_of(options: Options) -> str:
    """The digest of the program (its version and its own files, for one may work on them), of the
    libraries that it reads with, and of the options."""
    digest = hashlib.sha256(program().encode())
    for name, found in libraries().items():
        digest.update(f"\n{name} {found}".encode())
    digest.update(b"\npictures" if options.pictures else b"")
    digest.update(b"\nshape" if options.shape else b"")
    for family in options.families or ():
        digest.update(family.model_dump_json().encode())
    return digest.hexdigest()[:32]


@cache
def program() -> str:
    """The program's version, and a digest of its files."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _OWN for path in _PACKAGE.rglob(pattern)):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{version(_NAME)}+{digest.hexdigest()[:12]}"


@cache
def libraries() -> dict[str, str]:
    """The versions of the packages that the program is built on."""
    found = {}
    for line in requires(_NAME) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            try:
                found[requirement.name] = version(requirement.name)
            except PackageNotFoundError:
                found[requirement.name] = ""
    return found

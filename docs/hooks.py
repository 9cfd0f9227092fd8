"""What mkdocs does beside its configuration: notebooks take their place in the navigation."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_BESIDE = "Walk-throughs"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every notebook in docs/notebooks is a page below the walk-throughs."""
    docs = Path(config.docs_dir)
    found = [str(path.relative_to(docs)) for path in sorted(docs.glob("notebooks/*.ipynb"))]
    if found:
        (section,) = (entry[_BESIDE] for entry in config.nav or () if _BESIDE in entry)
        section.append({"Notebooks": found})
    return config

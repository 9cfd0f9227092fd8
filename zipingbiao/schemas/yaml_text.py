"""YAML → plain values, by libyaml where PyYAML was built with it: a tenth of the time."""

from __future__ import annotations

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> object:
    """The value that a YAML document writes; only plain values are made.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    return yaml.load(text, Loader=_LOADER)

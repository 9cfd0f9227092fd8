"""`python -m fuzz TARGET --seconds 60`: libFuzzer over one target; 0 if nothing escaped."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

# Seconds for one input, and MiB for the process: more is a finding.
MOST_SECONDS, MOST_MEBIBYTES = 20, 2048
ANY = "any"
NAMES = ("numbers", "textdump", "family", "html", "docx", "xlsx", "pdf")


@click.command()
@click.argument("target", type=click.Choice((*NAMES, ANY)))
@click.option("--seconds", default=60, help="How long.")
@click.option("--seed", default=1, help="Where chance begins.")
@click.option("--again", type=click.Path(exists=True), help="Only this input, that was found.")
def main(target: str, seconds: int, seed: int, again: str | None) -> None:
    """Fuzz one target, beginning with pieces of the fixtures."""
    import atheris

    with atheris.instrument_imports(include=["zipingbiao"]):
        from fuzz.targets import TARGETS, any_target
    from fuzz.seeds import write_seeds

    tried = any_target if target == ANY else TARGETS[target]
    if again:
        tried(Path(again).read_bytes())
        return
    folder = Path(tempfile.mkdtemp(prefix=f"zipingbiao-{target}-"))
    for number, name in enumerate(NAMES):
        if target == ANY:
            write_seeds(name, folder, name, bytes([number]))
        elif target == name:
            write_seeds(name, folder)
    found = Path("build") / "fuzz"
    found.mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": seconds,
        "seed": seed,
        "timeout": MOST_SECONDS,
        "rss_limit_mb": MOST_MEBIBYTES,
        "artifact_prefix": f"{found}/{target}-",
        "print_final_stats": 1,
        "verbosity": 0,
    }
    flags = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *flags, str(folder)], tried)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

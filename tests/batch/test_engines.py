"""Serial, processes and Ray: the same bytes, also when a machine is lost on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import handmade
import pytest
import ray
from outputs import contents
from ray.cluster_utils import Cluster

from benchmarks.fixtures import FIXTURES
from zipingbiao.batch.convert import convert_paths, outcomes_of
from zipingbiao.batch.order import order_of
from zipingbiao.batch.runners import Settings
from zipingbiao.schemas.outcome import FileStatus

NAMES = (
    "transfer-text.txt",
    "transfer-pdf.pdf",
    "mof-project-errors-pdf.pdf",
    "gd-department-docx.docx",
    "henan-project-xlsx.xlsx",
    "broken/truncated.pdf",
    "broken/no-form.pdf",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("engines") / "in"
    for name in NAMES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FIXTURES / name, root / name)
    (root / "twice.txt").write_bytes((root / "transfer-text.txt").read_bytes())
    return root


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("serial") / "out"
    convert_paths([folder], out, order_of(engine="serial", more_formats=["parquet"]))
    return contents(out)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Three machines, as far as Ray can tell; work is done on the two that may be lost."""
    with pytest.MonkeyPatch.context() as patch:
        # Its machines find what the tests find.
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        head = {"num_cpus": 0, "include_dashboard": False}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        for _ in range(2):
            cluster.add_node(num_cpus=1)
        yield cluster
        ray.shutdown()
        cluster.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["serial", "processes", "ray"])
def test_every_engine_leaves_the_same_bytes(
    folder: Path,
    tmp_path: Path,
    expected: dict[str, bytes],
    engine: str,
    request: pytest.FixtureRequest,
) -> None:
    address = request.getfixturevalue("cluster").address if engine == "ray" else ""
    order = order_of(engine=engine, settings=Settings(2, address=address), more_formats=["parquet"])
    convert_paths([folder], tmp_path / "out", order)
    assert contents(tmp_path / "out") == expected


@pytest.mark.slow
def test_a_machine_is_lost_and_no_file_is(tmp_path: Path, cluster: Cluster) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.pdf").write_text(str(number))
    (tmp_path / "crash.pdf").write_text("crash")
    lost = next(node for node in cluster.list_all_nodes() if not node.head)
    remove = threading.Timer(3.0, cluster.remove_node, (lost,), {"allow_graceful": False})
    remove.start()
    order = order_of(
        engine="ray",
        settings=Settings(2, address=cluster.address),
        work=handmade.unhurried_work,
    )
    outcomes = outcomes_of([tmp_path], order)
    remove.join()
    assert len(outcomes) == 41
    failed = [outcome.source for outcome in outcomes if outcome.status is not FileStatus.OK]
    assert failed == ["crash.pdf"]


@pytest.mark.slow
def test_a_script_without_a_guard_is_told_of_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    form = str(FIXTURES / "transfer-text.txt")
    script.write_text(f"import zipingbiao\nzipingbiao.convert([{form!r}], jobs=2)\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert 'a script has to call this under `if __name__ == "__main__":`' in done.stderr

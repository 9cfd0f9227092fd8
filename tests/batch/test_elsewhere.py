"""Sources and outputs elsewhere: a store with S3's interface on this machine, and one in memory."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import handmade
import pytest
from moto.server import ThreadedMotoServer
from outputs import contents
from zips import FORM

from zipingbiao.batch.convert import convert_paths, outcomes_of
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.order import order_of
from zipingbiao.batch.runners import Settings
from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.schemas.outcome import Outcome

FILES = {
    "2022/a.txt": FORM,
    "2022/b.txt": FORM.replace("5公里", "6公里"),
    "2021/cut.pdf": "%PDF-1.7",
    "2021/.hidden": "x",
    "note.txt": "会议\t纪要",
}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "nobody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("forms-bucket")
        yield "s3://forms-bucket"
    server.stop()


@pytest.fixture
def memory() -> Iterator[str]:
    store = fsspec.filesystem("memory")
    store.store.clear()
    yield "memory://here"
    store.store.clear()


def put(url: str) -> str:
    for name, text in FILES.items():
        with fsspec.open(f"{url}/in/{name}", "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    return f"{url}/in"


def local(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder / "in"


def fetched(url: str, to: Path) -> Path:
    store, root = fsspec.core.url_to_fs(url)
    store.get(root + "/", str(to) + "/", recursive=True)
    return to


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_a_bucket_is_read_and_written_like_a_folder(s3: str, tmp_path: Path, engine: str) -> None:
    order = order_of(engine=engine, settings=Settings(2), more_formats=["parquet"])
    convert_paths([local(tmp_path)], tmp_path / "out", order)
    out = f"{s3}/{engine}/out"
    convert_paths([put(f"{s3}/{engine}")], out, order)
    assert contents(fetched(out, tmp_path / "fetched")) == contents(tmp_path / "out")
    assert not fsspec.filesystem("s3").exists(f"{out}/.lock")


def test_a_second_run_reads_what_changed(memory: str) -> None:
    read: list[str] = []

    def work(item: Input) -> Outcome:
        read.append(item.source)
        return handmade.unread(item)

    source, out = put(memory), f"{memory}/out"
    convert_paths([source], out, order_of(work=work))
    assert read == ["note.txt", "2021/cut.pdf", "2022/a.txt", "2022/b.txt"]
    read.clear()
    time.sleep(0.01)
    with fsspec.open(f"{source}/2022/a.txt", "w") as stream:
        stream.write("another")
    fsspec.filesystem("memory").rm(f"{source}/note.txt")
    convert_paths([source], out, order_of(work=work))
    assert read == ["2022/a.txt"]
    run = json.loads(fsspec.filesystem("memory").cat(f"{out}/run.json"))
    assert (run["files"]["kept"], run["files"]["total"]) == (2, 3)


def test_a_form_that_is_gone_goes(memory: str) -> None:
    store = fsspec.filesystem("memory")
    source, out = put(memory), f"{memory}/out"
    convert_paths([source], out)
    assert store.exists(f"{out}/forms/2022__b_txt-1.json")
    store.rm(f"{source}/2022/b.txt")
    convert_paths([source], out)
    assert store.exists(f"{out}/forms/2022__a_txt-1.json")
    assert not store.exists(f"{out}/forms/2022__b_txt-1.json")


def test_two_runs_into_one_place_are_one_too_many(memory: str) -> None:
    store = fsspec.filesystem("memory")
    source, out = put(memory), f"{memory}/out"
    store.pipe_file("/here/out/.lock", f"{time.time():.0f}".encode())
    with pytest.raises(UsageError, match="another run is at work"):
        convert_paths([source], out)
    store.pipe_file("/here/out/.lock", f"{time.time() - 600:.0f}".encode())
    convert_paths([source], out)


def test_an_interrupted_run_goes_on_elsewhere(memory: str) -> None:
    def interrupted(item: Input) -> Outcome:
        if item.source == "2022/b.txt":
            raise KeyboardInterrupt
        return handmade.unread(item)

    source, out = put(memory), f"{memory}/out"
    with pytest.raises(KeyboardInterrupt):
        convert_paths([source], out, order_of(work=interrupted))
    read: list[str] = []

    def work(item: Input) -> Outcome:
        read.append(item.source)
        return handmade.unread(item)

    convert_paths([source], out, order_of(work=work))
    assert read == ["2022/b.txt"]


@pytest.mark.parametrize("url", ["memory://nowhere/at/all", "nonsense://x/y"])
def test_what_is_not_there_is_one_clear_line(url: str, memory: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=url):
        outcomes_of([url])
    if url.startswith("nonsense"):
        with pytest.raises(ZipingbiaoError, match=url):
            convert_paths([local(tmp_path)], url)

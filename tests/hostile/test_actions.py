"""What a document would do, were it opened by what it was made for: none of it is done."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from hostile.opendocuments import linking_book, linking_text, with_macro
from hostile.suite import acting

import zipingbiao
from zipingbiao.errors import UnknownKind
from zipingbiao.extract import libreoffice
from zipingbiao.extract.reader import read_document

SECRET = "only on this computer"
needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_program() is None, reason="LibreOffice is not installed"
)


@dataclass
class Server:
    """A server on the loopback that keeps what it was asked for."""

    address: str = ""
    asked: list[bytes] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        """Answer until the listener is closed."""
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                try:
                    self.asked.append(connection.recv(200))
                    connection.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    self.asked.append(b"")


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        found.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=found.serve, args=(listener,), daemon=True).start()
        yield found
        listener.shutdown(socket.SHUT_RDWR)


def test_no_reader_fetches_or_runs_anything(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    marker = tmp_path / "it-ran"
    for name, data in acting(server.address, str(marker)).items():
        path = tmp_path / name
        path.write_bytes(data)
        forms = zipingbiao.read(path)
        assert len(forms) == (0 if path.suffix == ".pdf" else 1), name
    assert not server.asked
    assert not marker.exists()


def said(path: Path) -> str:
    """Everything that is read of a file."""
    pages = read_document(path).pages
    lines = [line.text for page in pages for line in page.lines]
    return " ".join([*lines, *(c.text for page in pages for g in page.grids for c in g.cells)])


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_fetches_nothing_and_includes_nothing(tmp_path: Path, server: Server) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    for name, data in {
        "links.odt": linking_text(server.address, secret.as_uri()),
        "links.ods": linking_book(server.address, secret.as_uri()),
        "links.rtf": (
            rf'{{\rtf1 start {{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt old}}}}'
            rf'{{\field{{\*\fldinst INCLUDEPICTURE "{server.address}/p.png"}}{{\fldrslt old}}}}'
            rf"{{\*\template {server.address}/t.dot}}\par}}"
        ).encode(),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert SECRET not in said(path), name
    assert not server.asked


@pytest.mark.slow
@needs_libreoffice
def test_without_our_profile_libreoffice_would_have_fetched(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above could not fail."""
    monkeypatch.setattr(libreoffice, "_SETTINGS", {})
    path = tmp_path / "links.odt"
    path.write_bytes(linking_text(server.address, (tmp_path / "none").as_uri()))
    said(path)
    assert server.asked


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_runs_no_macro(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    path = tmp_path / "macro.odt"
    path.write_bytes(with_macro(str(marker)))
    assert "start" in said(path)
    assert not marker.exists()


def test_a_link_to_elsewhere_is_no_file_to_read(tmp_path: Path) -> None:
    path = tmp_path / "form.url"
    path.write_text("[InternetShortcut]\nURL=http://127.0.0.1:9/\n", encoding="utf-8")
    with pytest.raises(UnknownKind):
        read_document(path)

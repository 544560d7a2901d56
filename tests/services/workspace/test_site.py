"""The site of a workspace: written whole or not at all, and compared over https with what stands on a web space."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from coopcoach.domain.settings import is_site_address
from coopcoach.errors import MachineLacks, WrongCall
from coopcoach.i18n import translator
from coopcoach.services.workspace.site import SiteDifference, compare_site, write_site
from coopcoach.storage.workspace import Workspace, make_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def site(workspace: Workspace) -> Path:
    return write_site(workspace, workspace.root / "site").folder


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def test_it_replaces_an_earlier_site_and_keeps_what_else_lies_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "web" / "site"
    write_site(workspace, folder)
    before = contents(folder)
    (folder / "CNAME").write_text("example.org\n")
    (folder / ".git").mkdir()
    (folder / "index.html").write_text("changed")
    write_site(workspace, folder)
    assert contents(folder) == {**before, "CNAME": b"example.org\n"}
    assert (folder / ".git").is_dir()
    assert [each.name for each in folder.parent.iterdir()] == ["site"]


def test_a_folder_with_other_things_is_refused_and_left_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Hello")
    with pytest.raises(WrongCall):
        write_site(workspace, tmp_path)
    assert contents(tmp_path) == {"letter.txt": b"Hello"}


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org/", True),
        ("https://example.org:8443/a/b", True),
        ("http://example.org/", False),
        ("https://", False),
        ("https://me@example.org/", False),
        ("https://example.org/#x", False),
        ("https://example.org/?x", False),
        ("https://example.org/a b", False),
        ("https://[broken", False),
        ("file:///etc/passwd", False),
    ],
)
def test_what_an_address_is(address: str, good: bool) -> None:
    assert is_site_address(address) is good


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def web_space(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site behind https on loopback, with a certificate that this process trusts."""
    certificate = tmp_path / "certificate.pem"
    certificate.write_bytes(signed_for_loopback())
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def signed_for_loopback() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def test_what_stands_there_is_compared_file_by_file(
    workspace: Workspace, site: Path, web_space: str
) -> None:
    assert compare_site(workspace, web_space) == ()
    before = (site / "index.html").read_bytes(), (site / "icon.svg").read_bytes()
    (site / "index.html").write_text("an older one")
    (site / "icon.svg").unlink()
    found = compare_site(workspace, f"{web_space}/")
    (site / "index.html").write_bytes(before[0])
    (site / "icon.svg").write_bytes(before[1])
    assert found == (SiteDifference("icon.svg", True), SiteDifference("index.html", False))


def test_nothing_is_asked_for_without_https(workspace: Workspace, web_space: str) -> None:
    with pytest.raises(WrongCall):
        compare_site(workspace, web_space.replace("https", "http"))


def test_a_certificate_that_is_not_trusted_is_said(
    workspace: Workspace, web_space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MachineLacks) as refused:
        compare_site(workspace, web_space)
    assert "cannot be reached" in refused.value.sentence(translator("en"))

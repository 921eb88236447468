"""A private certificate authority, a certificate for every host, and certificates that are wrong.

Everything is made at start or on demand: P-256 keys take less time than reading them from a file.
"""

import datetime
import ssl
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

GOOD = "good"
FLAWS = ("wrong-host", "expired", "not-yet-valid", "self-signed", "other-ca")

DAY = datetime.timedelta(days=1)
# A leaf's common name is advisory and may hold 64 characters; the subject alternative name rules.
MAX_COMMON_NAME = 64


class Authority:
    """A certificate authority with a key of its own."""

    def __init__(self, common_name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = make_name(common_name)
        now = utc_now()
        identifier = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        self.certificate = (
            start(self.name, self.name, self.key.public_key(), now - DAY, now + 30 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(key_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(identifier, critical=False)
            .sign(self.key, hashes.SHA256())
        )

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, host: str, key: ec.EllipticCurvePrivateKey, begins: datetime.datetime,
              ends: datetime.datetime) -> x509.Certificate:
        return sign_leaf(host, key, self.name, self.key, begins, ends)


class Certificates:
    """TLS server contexts by host, flaw and TLS version, made once each."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._directory.mkdir(exist_ok=True)
        self._authority = Authority("akv test cloud CA")
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._contexts: dict[tuple[str, str, str], ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def authority_pem(self) -> bytes:
        return self._authority.pem()

    def context(self, host: str, flaw: str = GOOD, tls: str = "") -> ssl.SSLContext:
        """What to serve `host` with; `tls` names the only TLS version to offer, "1.1" say."""
        wanted = (host, flaw, tls)
        with self._lock:
            if wanted not in self._contexts:
                self._contexts[wanted] = self._make_context(host, flaw, tls)
            return self._contexts[wanted]

    def _make_context(self, host: str, flaw: str, tls: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # The real front ends choose HTTP/1.1 even where the client offers HTTP/2 too.
        context.set_alpn_protocols(["http/1.1"])
        if tls:
            only = {"1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2,
                    "1.3": ssl.TLSVersion.TLSv1_3}[tls]
            # OpenSSL 3 refuses the signatures of TLS 1.1 above security level 0.
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = only
        else:
            context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self._write_chain(host, flaw))
        context.sni_callback = remember_server_name
        return context

    def _write_chain(self, host: str, flaw: str) -> Path:
        """ssl takes certificates from files alone, so the key rests in the state directory."""
        path = self._directory / f"{host}.{flaw}.pem"
        key = self._key.private_bytes(serialization.Encoding.PEM,
                                      serialization.PrivateFormat.PKCS8,
                                      serialization.NoEncryption())
        path.touch(mode=0o600)
        path.write_bytes(self._leaf(host, flaw).public_bytes(serialization.Encoding.PEM) + key)
        return path

    def _leaf(self, host: str, flaw: str) -> x509.Certificate:
        now = utc_now()
        begins, ends = now - DAY, now + 30 * DAY
        if flaw == "expired":
            begins, ends = now - 30 * DAY, now - DAY
        if flaw == "not-yet-valid":
            begins, ends = now + DAY, now + 30 * DAY
        if flaw == "self-signed":
            return sign_leaf(host, self._key, make_name(host), self._key, begins, ends)
        if flaw == "other-ca":
            return Authority("akv another CA").issue(host, self._key, begins, ends)
        if flaw == "wrong-host":
            host = "wrong-host.example.net"
        return self._authority.issue(host, self._key, begins, ends)


def remember_server_name(sock: ssl.SSLObject, name: str, _context: ssl.SSLContext) -> None:
    """The journal tells what name the client asked for; the certificate does not depend on it."""
    sock.sni = name  # type: ignore[attr-defined]


def utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)


def make_name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:MAX_COMMON_NAME])])


def start(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey,
          begins: datetime.datetime, ends: datetime.datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def sign_leaf(host: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name,
              issuer_key: ec.EllipticCurvePrivateKey, begins: datetime.datetime,
              ends: datetime.datetime) -> x509.Certificate:
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        start(make_name(host), issuer, key.public_key(), begins, ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(authority_key, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def key_usage(**wanted: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
             "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})

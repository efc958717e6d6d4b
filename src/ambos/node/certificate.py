"""The certificate of a border: self-signed, since the partner holds it by its bytes; nobody vouches for it.

Its key lies in the folder of the border, the only secret there; the border runs on nothing else of the node.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ambos.kernel.store.durable import sync, write_whole
from ambos.values.errors import Misused

USED, NEXT = "tls", "tls-next"  # the pair that the border answers with, and the one that will follow it
YEARS = 2
SLACK = timedelta(days=1)  # two governments' clocks differ


class CertificateMissing(Misused):
    """The border's certificate or its key is not there, or is not one; data: ``file``."""

    code = "node.certificate-missing"


def make_certificate(folder: Path, name: str, now: datetime, which: str = USED) -> None:
    """Make key and certificate of the node ``name`` in ``folder``, unless both are there.

    The certificate names its key: a partner holds two of one node, and TLS libraries tell them apart by that.
    """
    key_file, file = folder / f"{which}.key", folder / f"{which}.crt"
    if key_file.is_file() and file.is_file():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLACK)
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    os.close(os.open(f"{key_file}.part", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    write_whole(key_file, secret)
    write_whole(file, certificate.public_bytes(serialization.Encoding.PEM))


def certificate_of(folder: Path, which: str = USED) -> bytes:
    """Give the border's certificate (DER), as the partner is to hold it."""
    file = f"{which}.crt"
    try:
        found = x509.load_pem_x509_certificate((folder / file).read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateMissing(file=file) from error
    return found.public_bytes(serialization.Encoding.DER)


def switch_certificate(folder: Path) -> bool:
    """Let the border answer with the next pair from now on; give whether there was one.

    The key goes first: an interruption leaves a next certificate alone, and the next call completes it.
    """
    files = [folder / f"{NEXT}.key", folder / f"{NEXT}.crt"]
    if not files[1].is_file():
        return False
    for file in files:
        if file.is_file():
            file.replace(file.with_stem(USED))
    sync(folder)
    return True


def pem_of(certificate: bytes) -> bytes:
    """Give a certificate (DER) in the form that TLS libraries read from a file; refuse other bytes."""
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)

"""The checker of Debian's package epubcheck, started as fast as a Java program can be."""

import shutil
import subprocess
from pathlib import Path

import pytest

_JAR = Path("/usr/share/java/epubcheck.jar")
# It runs for seconds: neither the second compiler nor a collector with threads pays.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")

HAS_EPUBCHECK = _JAR.exists() and shutil.which("java") is not None

needs_epubcheck = pytest.mark.skipif(not HAS_EPUBCHECK, reason="needs the package epubcheck")


def faults_of_epub(data: bytes, folder: Path) -> str:
    """All errors and warnings, or nothing."""
    path = folder / "book.epub"
    path.write_bytes(data)
    command = [shutil.which("java"), *_QUICK, "-jar", _JAR, "--failonwarnings", path]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return checked.stderr or ("" if checked.returncode == 0 else checked.stdout)

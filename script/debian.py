"""Which Debian packages are missing, and can they be installed from here?

Runs on a bare Python: the standard library only.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from glob import glob

LOCK_SECONDS = 300
LIBRARY_FOLDERS = ("/usr/lib/*", "/lib/*", "/usr/lib", "/usr/lib64", "/usr/local/lib")


@dataclass(frozen=True)
class Package:
    """A Debian package, what it is for, and how to see that what it brings is there (from wherever it came)."""

    name: str
    purpose: str
    is_there: Callable[[], bool]


def library(name: str) -> Callable[[], bool]:
    return lambda: any(glob(f"{folder}/{name}") for folder in LIBRARY_FOLDERS)


def program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def files(pattern: str) -> Callable[[], bool]:
    return lambda: bool(glob(pattern))


def module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


VENV = (Package("python3-venv", "the environment in .venv", module("ensurepip")),)
RUN = (
    Package("ca-certificates", "secure downloads", files("/etc/ssl/certs/ca-certificates.crt")),
    Package("libpangoft2-1.0-0", "PDF", library("libpangoft2-1.0.so.0")),
    Package("libharfbuzz-subset0", "PDF", library("libharfbuzz-subset.so.0")),
    Package("fonts-liberation", "PDF", files("/usr/share/fonts/truetype/liberation*")),
)
TEST = (
    Package("chromium-headless-shell", "browser tests", program("chromium-headless-shell")),
    Package("postgresql", "tests on PostgreSQL", lambda: postgres_program("initdb") is not None),
    Package("redis-server", "tests on Redis", program("redis-server")),
    Package("default-jre-headless", "the HTML checker", program("java")),
    Package("poppler-utils", "looking at PDFs", program("pdftotext")),
)


def postgres_program(name: str) -> str | None:
    """Where PostgreSQL's own programs are; Debian keeps the servers' ones off the PATH. The newest wins."""
    found = glob(f"/usr/lib/postgresql/*/bin/{name}")
    return max(found, key=lambda path: float(path.split("/")[4])) if found else shutil.which(name)


def missing(packages: tuple[Package, ...]) -> list[Package]:
    return [package for package in packages if not package.is_there()]


def install(packages: list[Package]) -> None:
    """Install them, or stop with the one command to type."""
    names = [package.name for package in packages]
    may = permission()
    if may is None:
        purposes = ", ".join(f"{package.name} ({package.purpose})" for package in packages)
        command = f"apt-get update && apt-get install --no-install-recommends {' '.join(names)}"
        sys.exit(f"These Debian packages are missing: {purposes}.\nInstall them, as root, with:\n  {command}")
    print(f"Installing Debian packages: {' '.join(names)}", flush=True)
    apt_get(may, "update")
    apt_get(may, "install", "-y", "--no-install-recommends", *names)


def permission() -> list[str] | None:
    """What to put before apt-get here: nothing as root, sudo where it asks for no password; None means we may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt_get(may: list[str], *arguments: str) -> None:
    """Run apt-get; wait while another installer runs, and finish what an interrupted one has left."""
    command = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    until = time.monotonic() + LOCK_SECONDS
    repaired = told = False
    while True:
        options = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", f"DPkg::Lock::Timeout={LOCK_SECONDS}"]
        done = subprocess.run([*command, "apt-get", *options, *arguments], capture_output=True, text=True)
        said = done.stdout + done.stderr
        if done.returncode == 0:
            return
        if "dpkg --configure -a" in said and not repaired:
            print("Finishing an interrupted installation of Debian packages.", flush=True)
            subprocess.run([*command, "dpkg", "--configure", "-a"], capture_output=True)
            repaired = True
        elif "lock" in said and "Could not get" in said and time.monotonic() < until:
            if not told:
                print("Waiting for another installation of Debian packages to end.", flush=True)
            told = True
            time.sleep(2)
        else:
            last = "\n".join(said.strip().splitlines()[-8:])
            sys.exit(f"{last}\napt-get {arguments[0]} did not work; the lines above say why.")

"""The headless browser of the tests: which one to use, and, run as a program, one made sure of.

Started by `make test`, so that a test with a browser is never skipped for want of one.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Fonts come along: without any, every text is empty boxes.
DEBIAN_PACKAGES = ("chromium", "fonts-liberation")


def runs(*command: str) -> bool:
    """Whether the command ends well, quietly and soon."""
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@cache
def find_chromium() -> str | None:
    """Path of a Chromium on PATH that answers; None: use the one that playwright keeps for itself."""
    # Asked for its version, because Ubuntu's chromium-browser may be a stub that only recommends a snap.
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and runs(path, "--version")), None)


def install_debian_package() -> None:
    """Try Debian's package, where it may be installed without asking anybody; it brings its libraries along."""
    if os.geteuid() == 0:
        as_root = []
    elif runs("sudo", "-n", "true"):
        as_root = ["sudo", "-n"]
    else:
        return
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print("Installing Debian's chromium for the tests", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]):
        subprocess.run([*apt, *step], stdout=subprocess.DEVNULL)


def main() -> int:
    """Exit code 0 once there is a browser."""
    if find_chromium():
        return 0
    if shutil.which("apt-get"):
        install_debian_package()
        find_chromium.cache_clear()
        if find_chromium():
            return 0
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode == 0:
        return 0
    print("No headless browser: install Chromium or Chrome so that `chromium` or `google-chrome` is on PATH.")
    return 1


if __name__ == "__main__":
    sys.exit(main())

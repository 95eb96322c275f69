"""The builds that are measured, and how one run is measured."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from edits import reworded

TIMED = Path(__file__).resolve().parent / "timed.py"

Stamps = dict[str, tuple[int, int]]

COLD, UNCHANGED, EDITED = "cold", "nothing changed", "one edit"
"""In what state a build finds things: nothing is there; nothing was changed since the build before; one briefing was."""

SETTLED = 2.1
"""Seconds after which files count as left alone. Those that are younger may change once more without another time, so that ibid
takes nothing on trust from a build that read them; a cold build that something is compared with must not be one of these."""


@dataclass(frozen=True)
class Measure:
    """What one run took: seconds on the clock, seconds of processor time of all threads, peak memory in MB (10^6 bytes)."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Work:
    """One build: its name in the table, what is run, the site, where it writes, and in what state it finds things."""

    name: str
    command: list[str]
    site: Path
    output: Path
    state: str

    @staticmethod
    def all(programs: dict[str, Path], folder: Path, everything: bool = True) -> list["Work"]:
        """The builds of a round in their order: those of the same output follow each other."""
        works = of("ibid", ibid(programs, folder, "ibid-out"), folder, "ibid-out")
        if "hugo" in programs:
            command = [str(programs["hugo"]), "--source", str(folder / "hugo"), "--destination", str(folder / "hugo-out")]
            command += ["--noBuildLock", "--cacheDir", str(folder / "hugo-cache")]
            works += of("hugo", command, folder, "hugo-out")
        if everything:
            builtin = [*ibid(programs, folder, "everything-out"), "--config", "builtin.toml"]
            works += of("ibid", builtin, folder, "everything-out", ", built-in theme", (COLD,))
            full = [*ibid(programs, folder, "everything-out"), "--config", "everything.toml"]
            # Without an edit: the other builds of the round have made it already.
            works += of("ibid", full, folder, "everything-out", ", everything on", (COLD, UNCHANGED))
        return works

    def prepare(self, round_: int) -> None:
        """Makes things as the build is to find them. Both dialects are edited alike."""
        if self.state == COLD:
            shutil.rmtree(self.output, ignore_errors=True)
            shutil.rmtree(self.site / ".ibid", ignore_errors=True)
            time.sleep(SETTLED)
        elif self.state == EDITED:
            rng = Random(round_)
            briefings = sorted((self.site / "content" / "briefings").glob("briefing-*.md"))
            file = rng.choice(briefings)
            file.write_text(reworded(file.read_text(encoding="utf-8"), f"EditOfRound{round_}", rng), encoding="utf-8")

    def stamps(self) -> Stamps:
        """Inode and time of each file of ibid's that is there before a warm build."""
        if self.state == COLD or not self.name.startswith("ibid"):
            return {}
        paths = (os.path.join(folder, name) for folder, _, names in os.walk(self.output) for name in names)
        return {path: (found.st_ino, found.st_mtime_ns) for path, found in ((path, os.stat(path)) for path in paths)}

    def touched(self, before: Stamps) -> int:
        """How many files the build touched."""
        after = self.stamps() if before else {}
        return sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())


def ibid(programs: dict[str, Path], folder: Path, output: str) -> list[str]:
    return [str(programs["ibid"]), "build", "--root", str(folder / "ibid"), "--output-dir", str(folder / output)]


def of(
    program: str,
    command: list[str],
    folder: Path,
    output: str,
    kind: str = "",
    states: tuple[str, ...] = (COLD, UNCHANGED, EDITED),
) -> list[Work]:
    """A cold build and warm ones after it."""
    shown = "Hugo" if program == "hugo" else program
    return [
        Work(f"{shown}{kind}, {state}", command, folder / program, folder / output, state)
        for state in states
    ]


def run(command: list[str], log: Path, code: int = 0) -> Measure:
    """Runs a program to its end, which must come with that exit code."""
    timed = [sys.executable, "-S", str(TIMED), str(log), *command]
    found = json.loads(subprocess.run(timed, check=True, capture_output=True, text=True).stdout)
    if found["code"] != code:
        sys.exit(f"{' '.join(command)} failed:\n{log.read_text(errors='replace')[-4000:]}")
    return Measure(**found["took"])


def copied(folder: Path, to: Path) -> Measure:
    """What it takes to write as many bytes into as many files."""
    shutil.rmtree(to, ignore_errors=True)
    measure = run(["cp", "-r", str(folder), str(to)], to.parent / "log")
    shutil.rmtree(to)
    return measure

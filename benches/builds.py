"""The rounds of builds of one corpus: ibid's and Hugo's in turn."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from same import differences
from work import COLD, EDITED, UNCHANGED, Measure, Work, copied, run

CORPUS = Path(__file__).resolve().parent / "corpus"

COPY = "`cp -r` of ibid's plain output"


@dataclass
class Builds:
    """What the builds of a corpus took, each by its name in the order of the rounds."""

    briefings: int
    found: dict[str, list[Measure]] = field(default_factory=dict)
    quotations: int = 0
    """Quotations that ibid says it checked."""
    touched: int = 0
    """Files that ibid touched though nothing had changed."""
    rewritten: list[int] = field(default_factory=list)
    """Files that ibid touched after each edit."""
    faults: list[str] | None = None
    """In what both outputs differ; none where only one was made."""


def corpora(programs: dict[str, Path], briefings: int, folder: Path) -> None:
    """Writes the corpus in the dialect of each program, into a folder of that name."""
    for dialect in programs:
        corpus = [sys.executable, str(CORPUS), str(briefings), str(folder / dialect), "--dialect", dialect]
        subprocess.run(corpus, check=True)


def builds(programs: dict[str, Path], briefings: int, rounds: int, folder: Path, light: bool) -> Builds:
    """Builds the corpora that lie in the folder. `light` leaves out what 100,000 briefings have no room for: everything on,
    and a copy of the output."""
    found = Builds(briefings)
    for round_ in range(rounds):
        for work in Work.all(programs, folder, everything=not light):
            work.prepare(round_)
            before = work.stamps()
            found.found.setdefault(work.name, []).append(run(work.command, folder / "log"))
            if work.state == UNCHANGED:
                found.touched += work.touched(before)
            elif work.state == EDITED and before:
                found.rewritten.append(work.touched(before))
            if work.name == f"ibid, {COLD}":
                found.quotations = quotations((folder / "log").read_text(errors="replace"))
        if not light:
            shutil.rmtree(folder / "everything-out")
            found.found.setdefault(COPY, []).append(copied(folder / "ibid-out", folder / "copy"))
        print(f"{briefings} briefings: round {round_ + 1} of {rounds} done", file=sys.stderr, flush=True)
    if "hugo" in programs:
        found.faults = differences(folder / "ibid-out", folder / "hugo-out", briefings)
    for output in ("ibid-out", "hugo-out"):
        shutil.rmtree(folder / output, ignore_errors=True)
    return found


def quotations(said: str) -> int:
    """How many quotations a build says it checked, and found to be the source's words."""
    checked = re.search(r"^\s*quotations\s+(\d+) checked", said, re.MULTILINE)
    if not checked:
        sys.exit(f"ibid does not say how many quotations it checked:\n{said}")
    return int(checked[1])

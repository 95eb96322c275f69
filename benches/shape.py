"""Whether a build's time and memory grow in step with the site, whatever of it grows: see README.md beside this file.

    python3 benches/shape.py                      # all dimensions: some minutes
    python3 benches/shape.py headings footnotes   # those whose name holds one of the words
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from shapes import DIMENSIONS, Dimension
from tools import ibid
from work import Measure, run

ROOT = Path(__file__).resolve().parent.parent

SHAPES = ROOT / "benches" / "shapes.py"

NOISE = 0.05
"""Seconds of processor time that say nothing yet."""


@dataclass(frozen=True)
class Growth:
    """What sites of n, 2n and 4n took, each the least of its rounds, and what a site of nearly nothing took."""

    name: str
    sizes: list[int]
    nothing: Measure
    measures: list[Measure]
    most: float
    why: str

    def exponent(self) -> float:
        """The power of n with which processor time grows: the slope of the line nearest to the logarithms."""
        own = [max(measure.cpu - self.nothing.cpu, 0.001) for measure in self.measures]
        points = [(math.log(size), math.log(cpu)) for size, cpu in zip(self.sizes, own)]
        x, y = (sum(axis) / len(points) for axis in zip(*points))
        return sum((at - x) * (value - y) for at, value in points) / sum((at - x) ** 2 for at, _ in points)

    def beyond(self) -> float:
        """Seconds of processor time of the largest site beyond what four of the smallest would take."""
        least, most = self.measures[0].cpu - self.nothing.cpu, self.measures[-1].cpu - self.nothing.cpu
        return most - self.sizes[-1] / self.sizes[0] * least

    def is_steep(self) -> bool:
        return self.exponent() > self.most and self.beyond() > NOISE

    def row(self) -> str:
        last = self.measures[-1]
        cpu = " → ".join(f"{measure.cpu - self.nothing.cpu:.2f}" for measure in self.measures)
        each = (last.cpu - self.nothing.cpu) / self.sizes[-1]
        memory = (last.memory - self.nothing.memory) / self.sizes[-1]
        verdict = "**too steep**" if self.is_steep() else self.why
        cells = [
            self.name, f"{self.sizes[-1]:,}", cpu, f"{last.wall:.2f} s", f"{each * 1e6:,.0f} µs", f"{last.memory:.0f} MB",
            f"{memory * 1e3:,.1f} KB", f"{self.exponent():.2f}", verdict,
        ]
        return f"| {' | '.join(cells)} |"


def main() -> int:
    arguments = parser().parse_args()
    chosen = [one for one in DIMENSIONS if not arguments.words or any(word in one.name for word in arguments.words)]
    folder: Path = arguments.folder / f"ibid-bench-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        return measure(arguments, chosen, folder)
    finally:
        shutil.rmtree(folder)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Builds sites of n, 2n and 4n of one thing after the other.")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only dimensions whose name holds one of these")
    parser.add_argument("--rounds", type=int, default=3, help="of which the least processor time counts; 3 by default")
    parser.add_argument("--times", type=float, default=1.0, metavar="X", help="X times as large sites")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="input and output; /dev/shm by default")
    parser.add_argument("--ibid", type=Path, help="the program to measure, instead of a release build of this folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the single measurements as well")
    return parser


def measure(arguments: argparse.Namespace, chosen: list[Dimension], folder: Path) -> int:
    program = arguments.ibid or ibid(ROOT)
    print("| what grows | 4n | CPU beyond nothing at n → 2n → 4n, s | wall | CPU of each | peak memory | of each | exponent | |")
    print("|---|---:|---|---:|---:|---:|---:|---:|---|")
    found = []
    for dimension in chosen:
        sizes = [max(1, round(dimension.least * arguments.times)) * factor for factor in (1, 2, 4)]
        nothing, *measures = (built(program, dimension, size, arguments.rounds, folder) for size in (1, *sizes))
        found.append(Growth(dimension.name, sizes, nothing, measures, dimension.most, dimension.why))
        print(found[-1].row(), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(growth) for growth in found], indent=1) + "\n")
    steep = [growth.name for growth in found if growth.is_steep()]
    print(f"\nSteeper than they may be: {', '.join(steep) or 'none'}.")
    return 1 if steep else 0


def built(program: Path, dimension: Dimension, size: int, rounds: int, folder: Path) -> Measure:
    """The round with the least processor time of cold builds of a site."""
    root, output = folder / "site", folder / "out"
    subprocess.run([sys.executable, str(SHAPES), dimension.name, str(size), str(root)], check=True)
    command = [str(program), "build", "--root", str(root), "--output-dir", str(output)]
    measures = []
    for _ in range(rounds):
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(root / ".ibid", ignore_errors=True)
        measures.append(run(command, folder / "log", dimension.code))
    shutil.rmtree(root)
    shutil.rmtree(output, ignore_errors=True)
    return min(measures, key=lambda measure: measure.cpu)


if __name__ == "__main__":
    sys.exit(main())

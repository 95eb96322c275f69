"""What ibid sets itself as aims, each beside what was measured: the table that a run ends with."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from builds import COPY, Builds
from edit_to_served import Run
from table import COLD, EVERYTHING, HUGO, ratios

MANY = 10_000
"""Briefings from which on a build has to be ten times as fast as Hugo's; with fewer, what a start costs counts more."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A row: what was measured, how much is asked for, what came out, and whether that is enough; none where nothing is
    asked for."""

    what: str
    asked: str
    figure: str
    reached: bool | None

    def row(self) -> str:
        verdict = {True: "yes", False: "**no**", None: ""}[self.reached]
        return f"| {self.what} | {self.asked} | {self.figure} | {verdict} |"


def aims(all_builds: list[Builds], servers: dict[int, dict[str, Run]]) -> str:
    """The aims of all sizes that were measured, as Markdown."""
    rows = ["| aim | asked for | measured | reached |", "|---|---|---|---|"]
    found = []
    for builds in all_builds:
        found += of_builds(builds)
        if builds.briefings in servers:
            found += of_server(builds.briefings, servers[builds.briefings])
    found += of_sizes({builds.briefings: builds for builds in all_builds})
    return "\n".join([*rows, *(aim.row() for aim in found)])


def of_builds(builds: Builds) -> Iterator[Aim]:
    at = f"{builds.briefings:,}: "

    def at_least(what: str, above: str, below: str, times: float, key: str = "wall") -> Iterator[Aim]:
        if above in builds.found and below in builds.found:
            ratio = median(ratios(builds.found[above], builds.found[below], key))
            yield Aim(at + what, f"at least {times:g}", f"{ratio:.1f}", ratio >= times)

    yield from at_least("cold build, Hugo ÷ ibid", HUGO, COLD, 10 if builds.briefings >= MANY else 6)
    if COPY in builds.found:
        ratio = median(ratios(builds.found[COLD], builds.found[COPY], "wall"))
        yield Aim(f"{at}cold build ÷ `cp -r` of its output", "at most 3", f"{ratio:.1f}", ratio <= 3)
    asked = 8 * builds.briefings
    yield Aim(f"{at}quotations checked", f"{asked:,}", f"{builds.quotations:,}", builds.quotations == asked)
    yield from at_least("memory, Hugo ÷ ibid", HUGO, COLD, 4, "memory")
    yield from at_least("Hugo plain ÷ ibid with everything on", HUGO, EVERYTHING, 3)
    yield from at_least("cold ÷ nothing changed", COLD, "ibid, nothing changed", 10)
    yield Aim(f"{at}files touched though nothing changed", "0", str(builds.touched), builds.touched == 0)
    for what, above in (("cold build", COLD), ("Hugo after one edit", "Hugo, one edit")):
        if above in builds.found:
            ratio = median(ratios(builds.found[above], builds.found["ibid, one edit"], "wall"))
            yield Aim(f"{at}{what} ÷ ibid after one edit", "", f"{ratio:.1f}", None)
    if builds.faults is not None:
        faults = len(builds.faults)
        yield Aim(f"{at}the same pages and words as Hugo", "no difference", f"{faults} differences", faults == 0)


def of_server(briefings: int, runs: dict[str, Run]) -> Iterator[Aim]:
    """Of all kinds of edit, the slowest counts."""
    edits = runs["ibid"].edits
    typical = {kind: median(times) for kind, times in edits.items()}
    worst = {kind: max(times) for kind, times in edits.items()}
    for what, found, most in (("at the median", typical, 50), ("at the worst", worst, 100)):
        kind = max(found, key=lambda kind: found[kind])
        figure = f"{found[kind]:.0f} ms ({kind})"
        yield Aim(f"{briefings:,}: save to served, {what}", f"at most {most} ms", figure, found[kind] <= most)


def of_sizes(sizes: dict[int, Builds]) -> Iterator[Aim]:
    """How time and memory grow from one size to ten times as much."""
    for briefings, builds in sizes.items():
        if briefings // 10 not in sizes:
            continue
        measures, fewer = builds.found[COLD], sizes[briefings // 10].found[COLD]
        times = median(one.wall for one in measures) / median(one.wall for one in fewer)
        yield Aim(f"{briefings:,} ÷ {briefings // 10:,}, cold", "at most 11", f"{times:.1f}", times <= 11)
        if briefings >= 100_000:
            memory = max(measure.memory for measure in measures) * 1e6 / 2**30
            yield Aim(f"{briefings:,}: memory", "under 6 GiB", f"{memory:.1f} GiB", memory < 6)

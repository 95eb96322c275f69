"""The tables of a corpus: what the builds took, and how they compare."""

from statistics import median

from builds import COPY, Builds
from work import Measure

HUGO = "Hugo, cold"
COLD = "ibid, cold"
BUILTIN = "ibid, built-in theme, cold"
EVERYTHING = "ibid, everything on, cold"

PAIRS = [
    ("Hugo cold ÷ ibid cold", HUGO, COLD),
    ("Hugo cold ÷ ibid cold with the built-in theme", HUGO, BUILTIN),
    ("Hugo cold ÷ ibid cold with everything on", HUGO, EVERYTHING),
    ("ibid cold ÷ `cp -r`", COLD, COPY),
    ("ibid cold ÷ ibid after one edit", COLD, "ibid, one edit"),
    ("ibid cold ÷ ibid with nothing changed", COLD, "ibid, nothing changed"),
    ("Hugo cold ÷ Hugo after one edit", HUGO, "Hugo, one edit"),
    ("Hugo after one edit ÷ ibid after one edit", "Hugo, one edit", "ibid, one edit"),
]


def table(builds: Builds) -> str:
    """Medians of each build, then ratios."""
    found = builds.found
    rows = ["| median of the rounds | wall | CPU | peak memory |", "|---|---:|---:|---:|"]
    for name, measures in found.items():
        wall, cpu, memory = (median(getattr(measure, key) for measure in measures) for key in ("wall", "cpu", "memory"))
        rows.append(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {memory:.0f} MB |")
    rows += ["", "| ratio (median, least–most of the rounds) | wall | CPU | peak memory |", "|---|---:|---:|---:|"]
    for name, above, below in PAIRS:
        if above in found and below in found:
            cells = (shown(ratios(found[above], found[below], key)) for key in ("wall", "cpu", "memory"))
            rows.append(f"| {name} | {' | '.join(cells)} |")
    rows += [
        "",
        f"{builds.quotations} quotations were checked. Files that ibid touched though nothing had changed: {builds.touched}; "
        f"after one edit: {median(builds.rewritten):.0f}.",
    ]
    if builds.faults is not None:
        same = "Both made the same pages, and the pages that were compared have the same words and notes."
        rows.append("\n".join(builds.faults) or same)
    return "\n".join(rows)


def ratios(above: list[Measure], below: list[Measure], key: str) -> list[float]:
    """The builds of one round lie close together in time, so that they share what else the machine was doing."""
    return [getattr(one, key) / max(getattr(other, key), 0.001) for one, other in zip(above, below)]


def shown(ratios: list[float]) -> str:
    return f"{median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"

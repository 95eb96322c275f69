"""The table of a run."""

from statistics import median

from work import Measure

HUGO = "Hugo, cold"
COLD = "ibid, cold"


def table(found: dict[str, list[Measure]], touched: int) -> str:
    """Medians of each build, then the ratios that DESIGN sets itself as aims."""
    rows = ["| median of the rounds | wall | CPU | peak memory |", "|---|---:|---:|---:|"]
    for name, measures in found.items():
        wall, cpu, memory = (median(getattr(measure, key) for measure in measures) for key in ("wall", "cpu", "memory"))
        rows.append(f"| {name} | {wall:.2f} s | {cpu:.2f} s | {memory:.0f} MB |")
    rows += ["", "| ratio (median, least–most of the rounds) | wall | CPU | peak memory |", "|---|---:|---:|---:|"]
    pairs = [
        ("Hugo cold ÷ ibid cold", HUGO, COLD),
        ("Hugo cold ÷ ibid cold with everything on", HUGO, "ibid, everything on, cold"),
        ("ibid cold ÷ `cp -r`", COLD, "`cp -r` of ibid's plain output"),
        ("ibid cold ÷ ibid with nothing changed", COLD, "ibid, nothing changed"),
        ("Hugo cold ÷ Hugo with nothing changed", HUGO, "Hugo, nothing changed"),
    ]
    for name, above, below in pairs:
        if above in found and below in found:
            cells = (ratio(found[above], found[below], key) for key in ("wall", "cpu", "memory"))
            rows.append(f"| {name} | {' | '.join(cells)} |")
    rows += ["", f"Files that ibid touched though nothing had changed: {touched}."]
    return "\n".join(rows)


def ratio(above: list[Measure], below: list[Measure], key: str) -> str:
    """The builds of one round lie close together in time, so that they share what else the machine was doing."""
    ratios = [getattr(one, key) / max(getattr(other, key), 0.001) for one, other in zip(above, below)]
    return f"{median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"

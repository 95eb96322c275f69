"""Writes the corpus: `python3 benches/corpus N DIR --dialect ibid|hugo [--seed 1]`.

The same number, dialect and seed give the same bytes on any machine. Sources are held in memory, briefings are written one
after the other, so that 100,000 of them need about 400 MB.
"""

import argparse
from pathlib import Path

from dialects import DIALECTS, TITLE, slug
from texts import briefing, source


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a site of N briefings that quote N/10 sources.")
    parser.add_argument("briefings", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--dialect", choices=DIALECTS, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.briefings, arguments.folder, arguments.dialect, arguments.seed)


def write(total: int, folder: Path, name: str, seed: int) -> None:
    """Writes a site into a folder."""
    dialect = DIALECTS[name]()
    content = folder / "content"
    for section in ("briefings", "sources"):
        (content / section).mkdir(parents=True, exist_ok=True)
        (content / section / "_index.md").write_text(dialect.section(section.capitalize()))
    (content / "_index.md").write_text(dialect.section(TITLE))
    dialect.site(folder)
    sources = [source(number, seed) for number in range(max(1, total // 10))]
    for one in sources:
        (content / "sources" / f"{one.id}.md").write_text(dialect.source(one), encoding="utf-8")
    for number in range(total):
        text = dialect.briefing(briefing(number, total, sources, seed))
        (content / "briefings" / f"{slug(number)}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Whether both outputs are the same site: the same pages, and on them the same words and the same notes."""

import os
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

SAMPLE = 25
"""Briefings, and sources, that are compared word for word."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

APART = {"margin-note", "noteref", "apart", "footnote-ref", "footnote-backref"}
"""Classes of elements whose text isn't the author's or the source's."""


@dataclass
class Page(HTMLParser):
    """The words of a page's text, and of each of its notes."""

    words: str = ""
    notes: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        attributes = dict(attrs)
        classes = set((attributes.get("class") or "").split())
        role = attributes.get("role") or ""
        what = ""
        if role == "doc-endnotes":
            what = "notes"
        elif classes & APART or (tag == "sup" and self.within("text")):
            what = "apart"
        elif classes & {"prose", "document"}:
            what = "text"
        elif tag == "li" and self.within("notes"):
            self.notes.append("")
        self.open.append((tag, what))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.within("apart"):
            return
        if self.within("notes"):
            if self.notes:
                self.notes[-1] += data
        elif self.within("text"):
            self.words += data

    def within(self, what: str) -> bool:
        return any(kind == what for _, kind in self.open)


def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.words = " ".join(page.words.split())
    page.notes = [" ".join(note.split()) for note in page.notes]
    return page


def pages(folder: Path) -> set[str]:
    """The HTML pages and feeds of an output, from its root."""
    found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return {str(path.relative_to(folder)) for path in found if path.suffix in {".html", ".xml"}}


def differences(ibid: Path, hugo: Path, briefings: int) -> list[str]:
    """What isn't the same, a line each."""
    ours, theirs = pages(ibid), pages(hugo)
    faults = [f"only ibid made {path}" for path in sorted(ours - theirs)]
    faults += [f"only Hugo made {path}" for path in sorted(theirs - ours)]
    for kind in ("briefings", "sources"):
        paths = sorted(path for path in ours & theirs if re.fullmatch(rf"{kind}/[^/]+/index.html", path))
        for path in paths[:: max(1, len(paths) // SAMPLE)]:
            faults += [f"{path}: {fault}" for fault in compared(read(ibid / path), read(hugo / path))]
    return faults[:50]


def compared(ours: Page, theirs: Page) -> list[str]:
    """What differs between two pages. ibid's notes say more (the phrase, the place, the verdict), Hugo's must all be there."""
    faults = []
    if ours.words != theirs.words or not ours.words:
        common = len(os.path.commonprefix([ours.words, theirs.words]))
        faults.append(f"other words: {ours.words[common:][:60]!r} and {theirs.words[common:][:60]!r}")
    if len(ours.notes) != len(theirs.notes):
        faults.append(f"{len(ours.notes)} and {len(theirs.notes)} notes")
    before = ""
    for one, other in zip(ours.notes, theirs.notes):
        quotation, rest = other.strip("“").split("” ", 1)
        author = rest.split(",")[0]
        # "ibid.", which is the source of the note before.
        names_it = author in one or (author == before and "ibid." in one)
        if quotation not in one or not names_it:
            faults.append(f"another note: {one[:80]!r} and {other[:80]!r}")
        before = author
    return faults

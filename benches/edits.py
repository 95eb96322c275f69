"""The edits of a run: which file, what becomes of it, and which page has to show it."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

THEME = Path(__file__).resolve().parent.parent / "templates"

KINDS = ["prose", "front matter", "front matter, in the list", "template", "source"]
"""A word in the body of a briefing; its title on its own page and in the list of its section; an attribute in the
template of briefings; a word in the text of a source."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file with its new text, and the page that must show the mark."""

    file: Path
    text: str
    page: str
    mark: str

    def save(self) -> None:
        """Writes the file as many editors do: under another name, then over the old one."""
        beside = self.file.with_name(f".{self.file.name}.tmp")
        beside.write_text(self.text, encoding="utf-8")
        os.replace(beside, self.file)


class Editor:
    """Edits one site. The same seed edits the same pages in both dialects."""

    def __init__(self, name: str, root: Path, seed: int = 1) -> None:
        self.content = root / "content"
        self.template = root / ("templates/briefing.html" if name == "ibid" else "layouts/page.html")
        if name == "ibid":
            self.template.parent.mkdir(exist_ok=True)
            shutil.copy(THEME / "briefing.html", self.template)
        self.pages = {
            section: sorted(path for path in (self.content / section).glob("*.md") if path.name != "_index.md")
            for section in ("briefings", "sources")
        }
        self.rng = Random(seed)
        self.count = 0

    def edit(self, kind: str) -> Edit:
        """The next edit of that kind."""
        self.count += 1
        mark = f"Edit{self.count:05}"
        section = "sources" if kind == "source" else "briefings"
        file = self.rng.choice(self.pages[section])
        page = f"/{section}/{file.stem}/"
        if kind == "template":
            return Edit(self.template, attributed(self.template.read_text(encoding="utf-8"), mark), page, mark)
        text = file.read_text(encoding="utf-8")
        if kind.startswith("front matter"):
            list_page = kind.endswith("in the list")
            return Edit(file, titled(text, mark), f"/{section}/" if list_page else page, mark)
        return Edit(file, reworded(text, mark, self.rng), page, mark)


def attributed(template: str, mark: str) -> str:
    """The template with the mark as an attribute of its article, in place of the one before."""
    plain = '<article class="briefing"'
    before, after = template.split(plain, 1)
    return f'{before}{plain} data-edit="{mark}">{after.split(">", 1)[1]}'


def titled(text: str, mark: str) -> str:
    """The page with the mark at the end of its title, in place of the one before."""
    before, rest = text.split('\ntitle = "', 1) if not text.startswith('title = "') else ("", text)
    title, after = rest.split('"\n', 1)
    return f'{before}\ntitle = "{title.split(" Edit")[0]} {mark}"\n{after}'


def reworded(text: str, mark: str, rng: Random) -> str:
    """The page with the mark as the first word of one of its plain paragraphs, in place of the one before."""
    head, body = text.split("\n+++\n", 1)
    blocks = body.split("\n\n")
    plain = [at for at, block in enumerate(blocks) if block.strip()[:1].isalpha() and "[" not in block]
    at = rng.choice(plain)
    words = blocks[at].lstrip("\n")
    if words.startswith("Edit"):
        words = words.split(" ", 1)[1]
    blocks[at] = f"{mark} {words}" if at else f"\n{mark} {words}"
    return f"{head}\n+++\n" + "\n\n".join(blocks)

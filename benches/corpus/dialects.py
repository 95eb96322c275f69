"""The two ways of writing the corpus down: for ibid, and for Hugo."""

import json
import shutil
from datetime import date
from pathlib import Path

from texts import Briefing, Note, Sentence, Source

HERE = Path(__file__).parent
THEME = HERE.parent.parent / "static"

TITLE = "Ferries and treaties"
DESCRIPTION = "A site that exists to be measured"
BASE_URL = "https://briefings.example"


def text(value: str) -> str:
    """A TOML string."""
    return json.dumps(value, ensure_ascii=False)


def slug(number: int) -> str:
    return f"briefing-{number:06}"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


class Dialect:
    """What is alike in both dialects: blocks, paragraphs, lists, emphasis."""

    def briefing(self, briefing: Briefing) -> str:
        blocks = [self.front_matter(briefing)]
        for kind, sentences in briefing.blocks:
            lines = [self.sentence(sentence) for sentence in sentences]
            if kind == "p":
                blocks.append(" ".join(lines))
            elif kind == "-":
                blocks.append("\n".join(f"- {line}" for line in lines))
            else:
                blocks.append(f"{kind} {' '.join(lines)}")
        blocks.extend(self.endnotes(briefing))
        return "\n\n".join(blocks) + "\n"

    def sentence(self, sentence: Sentence) -> str:
        phrase = sentence.text[sentence.start : sentence.end]
        if sentence.note:
            phrase = self.note(phrase, sentence.note)
        elif sentence.link is not None:
            phrase = f"[{phrase}]({self.address(sentence.link)})"
        return f"{sentence.text[: sentence.start]}{phrase}{sentence.text[sentence.end :]}"

    def front_matter(self, briefing: Briefing) -> str:
        tags = ", ".join(text(tag) for tag in briefing.tags)
        return (
            f"+++\ntitle = {text(briefing.title)}\ndescription = {text(briefing.description)}\n"
            f"date = {briefing.day}\nauthors = [{text(briefing.author)}]\ntags = [{tags}]\n+++"
        )

    def section(self, title: str) -> str:
        return f"+++\ntitle = {text(title)}\n+++\n"

    def note(self, phrase: str, note: Note) -> str:
        raise NotImplementedError

    def address(self, number: int) -> str:
        raise NotImplementedError

    def endnotes(self, briefing: Briefing) -> list[str]:
        raise NotImplementedError

    def source(self, source: Source) -> str:
        raise NotImplementedError

    def site(self, folder: Path) -> None:
        """Writes configuration, templates and static files."""
        raise NotImplementedError


class Ibid(Dialect):
    """Notes are annotations, and what they quote is checked. The first of a page is typed with plain apostrophes."""

    def note(self, phrase: str, note: Note) -> str:
        typed = note.quotation.replace("’", "'") if note.number == 1 else note.quotation
        return f':cite[{phrase}]{{src={note.source.id} quote="{typed}"}}'

    def address(self, number: int) -> str:
        return f"@/briefings/{slug(number)}.md"

    def endnotes(self, briefing: Briefing) -> list[str]:
        return []

    def source(self, source: Source) -> str:
        return (
            f"+++\ntype = {text(source.kind)}\ntitle = {text(source.title)}\nauthor = {text(source.author)}\n"
            f"publisher = {text(source.publisher)}\nissued = {source.issued}\nurl = {text(source.url)}\n"
            f'language = "en"\npublish = "full"\n+++\n\n' + "\n\n".join(source.blocks) + "\n"
        )

    def site(self, folder: Path) -> None:
        common = (
            f"base_url = {text(BASE_URL)}\ntitle = {text(TITLE)}\ndescription = {text(DESCRIPTION)}\n"
            'taxonomies = [{ name = "tags" }]\nsearch = { enabled = false }\n'
        )
        # The feed of the site alone, as Hugo's templates have it.
        (folder / "content" / "_index.md").write_text(f"+++\ntitle = {text(TITLE)}\ngenerate_feeds = true\n+++\n")
        like_hugo = f"generate_feeds = false\nannotation_pages = false\n{common}"
        # A theme that writes what Hugo's layouts write, and the built-in one, which shows more of the same pages.
        shutil.copytree(HERE / "ibid", folder, dirs_exist_ok=True)
        (folder / "ibid.toml").write_text(f'theme = "plain"\n{like_hugo}')
        (folder / "builtin.toml").write_text(like_hugo)
        (folder / "everything.toml").write_text(common)


class Hugo(Dialect):
    """Notes are footnotes with the source's words and a link to its page."""

    def note(self, phrase: str, note: Note) -> str:
        return f"{phrase}[^{note.number}]"

    def address(self, number: int) -> str:
        return f"/briefings/{slug(number)}/"

    def endnotes(self, briefing: Briefing) -> list[str]:
        return [
            f"[^{note.number}]: “{note.quotation}” {note.source.author}, [*{note.source.title}*](/sources/{note.source.id}/), "
            f"{note.source.publisher}, {day_in_words(note.source.issued)}."
            for note in briefing.notes
        ]

    def source(self, source: Source) -> str:
        return (
            f"+++\ntitle = {text(source.title)}\ndate = {source.issued}\n[params]\nkind = {text(source.kind)}\n"
            f"author = {text(source.author)}\npublisher = {text(source.publisher)}\n"
            f"url = {text(source.url)}\n+++\n\n" + "\n\n".join(source.blocks) + "\n"
        )

    def site(self, folder: Path) -> None:
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
        shutil.copytree(THEME, folder / "static", dirs_exist_ok=True)
        configuration = folder / "hugo.toml"
        top = f"baseURL = {text(BASE_URL + '/')}\ntitle = {text(TITLE)}\n"
        bottom = f"\n[params]\ndescription = {text(DESCRIPTION)}\n"
        configuration.write_text(top + configuration.read_text() + bottom)


DIALECTS: dict[str, type[Dialect]] = {"ibid": Ibid, "hugo": Hugo}

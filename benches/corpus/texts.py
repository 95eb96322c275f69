"""What the corpus says, before it is written in anybody's dialect: sources, and briefings that quote them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import prose
from words import PEOPLE, PUBLISHERS, TAGS, TYPES

NOTES = 8
"""Notes in a briefing, one quotation each."""

SECTIONS = 6
PARAGRAPHS = 3
"""Paragraphs in a section of a briefing."""

QUOTABLE = 48
"""Quotations that a source offers."""

FIRST_DAY = date(2012, 1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """An archived document of about 10 KB. `blocks` is its Markdown, alike in all dialects."""

    id: str
    title: str
    kind: str
    author: str
    publisher: str
    issued: date
    url: str
    blocks: list[str]
    quotable: list[str]


@dataclass(frozen=True, slots=True)
class Note:
    """A phrase of a briefing that rests on words of a source."""

    number: int
    source: Source
    quotation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with at most one thing in it: `text[start:end]` bears a note or leads to another briefing."""

    text: str
    start: int = 0
    end: int = 0
    note: Note | None = None
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing. Each block is a kind (`##`, `###`, `p`, `-`, `>`) and its sentences."""

    number: int
    title: str
    description: str
    day: date
    author: str
    tags: list[str]
    blocks: list[tuple[str, list[Sentence]]]
    notes: list[Note]


def source(number: int, seed: int) -> Source:
    """The source of that number."""
    rng = Random(f"{seed} source {number}")
    title, author = prose.title(rng), prose.pick(rng, PEOPLE)
    blocks: list[str] = []
    plain: list[str] = []
    others: list[str] = []
    for heading in prose.headings(rng, 6):
        blocks.append(f"## {heading}")
        for _ in range(3):
            sentences = [prose.sentence(rng) for _ in range(4 + int(rng.random() * 3))]
            plain.extend(sentences[:-1])
            others.append(sentences[-1])
            blocks.append(" ".join([*sentences[:-1], prose.emphasised(rng, sentences[-1])]))
        if rng.random() < 0.4:
            items = [prose.sentence(rng) for _ in range(4)]
            others.extend(items)
            blocks.append("\n".join(f"- {item}" for item in items))
    return Source(
        id=f"source-{number:05}",
        title=title,
        kind=prose.pick(rng, TYPES),
        author=author,
        publisher=prose.pick(rng, PUBLISHERS),
        issued=FIRST_DAY + timedelta(days=int(rng.random() * 4000)),
        url=f"https://archive.example/{number}",
        blocks=blocks,
        quotable=quotations(rng, plain, others),
    )


def quotations(rng: Random, sentences: list[str], others: list[str]) -> list[str]:
    """Stretches of the sentences that stand only once in the text, of which these and the others are all sentences."""
    whole = "\n".join([*sentences, *others])
    found = []
    while len(found) < QUOTABLE:
        sentence = prose.pick(rng, sentences)
        start, end = prose.stretch(rng, sentence, 6, 14)
        if whole.count(sentence[start:end]) == 1:
            found.append(sentence[start:end])
    return found


def briefing(number: int, total: int, sources: list[Source], seed: int) -> Briefing:
    """The briefing of that number, of `total`."""
    rng = Random(f"{seed} briefing {number}")
    title, author = prose.title(rng), prose.pick(rng, PEOPLE)
    description, tags = prose.sentence(rng), sorted(rng.sample(TAGS, 3))
    cited = [prose.pick(rng, sources) for _ in range(5)]
    notes = [note(rng, at + 1, cited) for at in range(NOTES)]
    bearing = dict(zip(sorted(rng.sample(range(1 + SECTIONS * PARAGRAPHS), NOTES)), notes))
    linking = set(rng.sample(range(1 + SECTIONS * PARAGRAPHS), 3))
    blocks = [("p", list(paragraph(rng, bearing.get(0), 0 in linking, total)))]
    for section, heading in enumerate(prose.headings(rng, SECTIONS)):
        blocks.append(("###" if section % 4 == 3 else "##", [Sentence(heading)]))
        for place in range(section * PARAGRAPHS + 1, (section + 1) * PARAGRAPHS + 1):
            blocks.append(("p", list(paragraph(rng, bearing.get(place), place in linking, total))))
        if section == 1:
            blocks.append(("-", [Sentence(prose.sentence(rng)) for _ in range(4)]))
        if section == 4:
            blocks.append((">", [Sentence(prose.sentence(rng)) for _ in range(2)]))
    day = FIRST_DAY + timedelta(days=number * 7919 % 5000)
    return Briefing(number, title, description, day, author, tags, blocks, notes)


def note(rng: Random, number: int, sources: list[Source]) -> Note:
    source = prose.pick(rng, sources)
    return Note(number, source, prose.pick(rng, source.quotable))


def paragraph(rng: Random, note: Note | None, links: bool, total: int) -> Iterator[Sentence]:
    """Two to four sentences; one bears the note, one leads to another briefing, one has a word in emphasis."""
    count = 2 + int(rng.random() * 2.5)
    for at in range(count):
        text = prose.sentence(rng)
        start, end = prose.stretch(rng, text, 2, 5)
        if at == 0 and note:
            yield Sentence(text, start, end, note=note)
        elif at == 1 and links:
            yield Sentence(text, start, end, link=int(rng.random() * total))
        elif at == 1:
            yield Sentence(prose.emphasised(rng, text))
        else:
            yield Sentence(text)

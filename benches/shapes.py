"""The dimensions in which a site grows: for each, a site of n of one thing and little of anything else.

`python3 benches/shapes.py NAME N DIR` writes one.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).resolve().parent / "corpus"))

import prose

CONFIG = 'base_url = "https://briefings.example"\ntitle = "Shapes"\nsearch = { enabled = false }\n'

Files = dict[str, str]
"""Paths from the root of the site, and what stands in them."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What grows, the least n that is measured (then come 2n and 4n), and the site of a given n.

    `why` says of a dimension that cannot be linear why not, and `most` the exponent that it then may have. `code` is the exit
    code of a build: 1 where there is something to be told.
    """

    name: str
    least: int
    site: Callable[[int], Files]
    most: float = 1.2
    why: str = ""
    code: int = 0


def sentences(seed: str) -> Iterator[str]:
    """Sentences without end, each of which stands there only once."""
    rng = Random(seed)
    for number in range(sys.maxsize):
        yield f"{prose.sentence(rng)[:-1]}, as line {number} has it."


def paragraphs(seed: str, count: int) -> str:
    """Paragraphs of four sentences."""
    lines = sentences(seed)
    return "\n\n".join(" ".join(islice(lines, 4)) for _ in range(count))


def page(title: str, body: str, front: str = "") -> str:
    return f'+++\ntitle = "{title}"\n{front}+++\n\n{body}\n'


def source(lines: list[str]) -> str:
    """A source whose text is shown whole, ten sentences to a paragraph."""
    text = "\n\n".join(" ".join(lines[at : at + 10]) for at in range(0, len(lines), 10))
    return page("A record", text, 'publish = "full"\n')


def cite(number: int, quotation: str, of: str = "record") -> str:
    return f':cite[claim {number}]{{src={of} quote="{quotation}"}}'


def site(files: Files, config: str = "") -> Files:
    return {"ibid.toml": CONFIG + config, "content/briefings/_index.md": page("Briefings", ""), **files}


def one(body: str, front: str = "", config: str = "", **others: str) -> Files:
    """A site of a single briefing."""
    return site({"content/briefings/only.md": page("The only one", body, front)} | others, config)


def many(count: int, body: Callable[[int], str], front: Callable[[int], str] = lambda _: "", config: str = "") -> Files:
    """A site of so many briefings."""
    files = {
        f"content/briefings/b{number}.md": page(f"Briefing {number}", body(number), f"date = 2020-01-01\n{front(number)}")
        for number in range(count)
    }
    return site(files, config)


def plain(number: int) -> str:
    return paragraphs(f"briefing {number}", 3)


def annotations(count: int) -> Files:
    lines = list(islice(sentences("source"), count))
    body = "\n\n".join(f"{plain(7)[:200]} {cite(number, line)}." for number, line in enumerate(lines))
    return one(body) | {"content/sources/record.md": source(lines)}


def annotations_in_a_paragraph(count: int) -> Files:
    lines = list(islice(sentences("source"), count))
    body = "\n".join(f"They said {cite(number, line)} then." for number, line in enumerate(lines))
    return one(body) | {"content/sources/record.md": source(lines)}


def sources(count: int) -> Files:
    lines = {number: list(islice(sentences(f"source {number}"), 40)) for number in range(count)}
    files = {f"content/sources/s{number}.md": source(text) for number, text in lines.items()}

    def body(number: int) -> str:
        return "\n\n".join(cite(at, lines[at][3], f"s{at}") for at in range(number * 10, min(count, number * 10 + 10)))

    return many((count + 9) // 10, body) | files


def citations(count: int) -> Files:
    lines = list(islice(sentences("source"), 200))

    def body(number: int) -> str:
        return "\n\n".join(cite(at, lines[(number * 50 + at) % 200]) for at in range(min(50, count - number * 50)))

    return many((count + 49) // 50, body) | {"content/sources/record.md": source(lines)}


def terms(count: int) -> Files:
    return many(count, lambda _: "Words.", lambda number: f'tags = ["Tag {number}"]\n', 'taxonomies = [{ name = "tags" }]\n')


def pages_of_a_term(count: int) -> Files:
    return many(count, lambda _: "Words.", lambda _: 'tags = ["Tag"]\n', 'taxonomies = [{ name = "tags" }]\n')


def related(count: int) -> Files:
    furniture = '[furniture]\nbriefings = ["further-reading"]\n'
    return many(
        count,
        lambda _: "Words.",
        lambda number: f'tags = ["Tag {number % 40}", "Tag {number % 7}"]\n',
        f'taxonomies = [{{ name = "tags" }}]\n{furniture}',
    )


def parts_of_a_series(count: int) -> Files:
    return many(count, lambda _: "Words.", lambda _: 'series = ["Long"]\n', 'taxonomies = [{ name = "series" }]\n')


def links_to_one_page(count: int) -> Files:
    body = "\n".join(f"See [that {number}](@/briefings/b0.md)." for number in range(10))
    return many(max(1, count // 10), lambda _: body)


def file(megabytes_tenths: int) -> Files:
    return one(paragraphs("file", megabytes_tenths * 210))


def paragraph(megabytes_tenths: int) -> Files:
    return one(" ".join(islice(sentences("file"), megabytes_tenths * 840)))


def source_file(megabytes_tenths: int) -> Files:
    lines = list(islice(sentences("source"), megabytes_tenths * 840))
    body = "\n\n".join(cite(number, lines[number * len(lines) // 20]) for number in range(20))
    return one(body) | {"content/sources/record.md": source(lines)}


def footnotes(count: int) -> Files:
    marks = "\n\n".join(f"A claim.[^n{number}]" for number in range(count))
    return one(marks + "\n\n" + "\n\n".join(f"[^n{number}]: What it rests on, {number}." for number in range(count)))


def headings(count: int) -> Files:
    return one("\n\n".join(f"## Section {number}\n\nWords." for number in range(count)))


def equal_headings(count: int) -> Files:
    return one("## Again\n\nWords.\n\n" * count)


def aliases(count: int) -> Files:
    listed = ", ".join(f'"old/page-{number}"' for number in range(count))
    return one("Words.", f"aliases = [{listed}]\n")


def aliases_of_a_page(count: int) -> Files:
    listed = ", ".join(f'"old/page/#part-{number}"' for number in range(count))
    return one("Words.", f"aliases = [{listed}]\n")


def events(count: int) -> Files:
    agenda = "".join(f'[[events]]\ntitle = "Event {number}"\nstart = 2999-01-01\n\n' for number in range(count))
    return one("::events{limit=20}", config='[furniture]\nevents = "data/events.toml"\n') | {"data/events.toml": agenda}


def pages_with_events(count: int) -> Files:
    agenda = "".join(f'[[events]]\ntitle = "Event {number}"\nstart = 2999-01-01\n\n' for number in range(200))
    return many(count, lambda _: "::events", config='[furniture]\nevents = "data/events.toml"\n') | {"data/events.toml": agenda}


def nested_sections(depth: int) -> Files:
    folders = ["content/" + "/".join(["s"] * level) for level in range(1, depth + 1)]
    return site({f"{folder}/_index.md": page(f"Level {level}", "") for level, folder in enumerate(folders)})


def sections(count: int) -> Files:
    files = {f"content/briefings/s{number}/_index.md": page(f"Section {number}", "") for number in range(count)}
    return site(files | {f"content/briefings/s{number}/p.md": page(f"Page {number}", "Words.") for number in range(count)})


def top_sections(count: int) -> Files:
    return site({f"content/s{number}/_index.md": page(f"Section {number}", "") for number in range(count)})


def people(count: int) -> Files:
    files = {f"content/people/person-{number}.md": page(f"Person {number}", "Words.") for number in range(count)}
    return many(count, lambda _: "Words.", lambda number: f'authors = ["Person {number}"]\n') | files


def pages_of_a_person(count: int) -> Files:
    body = many(count, lambda _: "Words.", lambda _: 'authors = ["Ann Lee"]\n', '[furniture]\nbriefings = ["authors"]\n')
    return body | {"content/people/ann-lee.md": page("Ann Lee", "Words.")}


def corrections(count: int) -> Files:
    front = "".join(f'[[corrections]]\ndate = 2020-01-01\nkind = "update"\ntext = "Added {number}."\n' for number in range(count))
    return one("Words.", front)


def broken_links(count: int) -> Files:
    return one("\n\n".join(f"See [that](@/briefings/none-{number}.md)." for number in range(count)))


def links_to_a_page_that_is_gone(count: int) -> Files:
    return many(count, lambda _: "See [that](@/briefings/gone.md).")


def broken_links_in_a_line(count: int) -> Files:
    return one(" ".join(f"See [that](@/briefings/none-{number}.md)." for number in range(count)))


def broken_links_to_parts(count: int) -> Files:
    links = "\n\n".join(f"See [that](#part-{number})." for number in range(count))
    return one(links + "".join(f"\n\n## Section {number}" for number in range(count)))


def pages_that_link_to_others_that_are_gone(count: int) -> Files:
    """Each of them to one that got another name: a day before it, another folder, a letter more."""
    rng = Random("names")
    words = sorted({word for _ in range(1000) for word in prose.sentence(rng).lower().split() if word.isalpha()})
    names = ["-".join(rng.choice(words) for _ in range(5)) for _ in range(count)]
    gone = [f"briefings/2021-03-04-{name}" if at % 3 == 0 else f"posts/{name}" if at % 3 == 1 else f"briefings/{name}s"
            for at, name in enumerate(names)]
    return site({
        f"content/briefings/{name}.md": page(f"Briefing {at}", f"See [that](@/{gone[(at + 7) % count]}.md).")
        for at, name in enumerate(names)
    })


def cards_of_what_is_gone(count: int) -> Files:
    cards = "\n\n".join(
        f'::briefing{{path="@/briefings/gone-{number}.md"}}\n\n::source{{src=gone-{number}}}\n\n::annotation{{id=gone-{number}}}'
        for number in range(count)
    )
    marks = "\n\n".join(f":note[A claim]{{#why-{number}}}\n\n:::note{{#why-{number}}}\nIt is so.\n:::" for number in range(count))
    return many(count, lambda _: "Words.") | {"content/briefings/cards.md": page("Cards", f"{cards}\n\n{marks}")}


def redirects_in_a_row(count: int) -> Files:
    def front(number: int) -> str:
        return f'redirect_to = "@/briefings/s{number + 1}/_index.md"\n' if number + 1 < count else ""

    return site({f"content/briefings/s{number}/_index.md": page(f"Section {number}", "", front(number)) for number in range(count)})


def attributes_of_a_directive(count: int) -> Files:
    listed = " ".join(f'key{number}="value"' for number in range(count))
    return one(f"::box{{{listed}}}") | {"templates/directives/box.html": "<p>{{ attrs | length }}</p>"}


def unknown_attributes_of_a_directive(count: int) -> Files:
    listed = " ".join(f'key{number}="value"' for number in range(count))
    return one(f':cite[A claim]{{src=record quote="words" {listed}}}') | {"content/sources/record.md": source(["Some words."])}


def tags_of_a_page(count: int) -> Files:
    listed = ", ".join(f'"Tag {number}"' for number in range(count))
    return one("Words.", f"tags = [{listed}]\n", 'taxonomies = [{ name = "tags" }]\n')


def bodies_of_a_note(count: int) -> Files:
    return one(":note[A claim]{#why}\n\n" + ":::note{#why}\nIt is so.\n:::\n\n" * (count + 1))


def notes_of_one_id(count: int) -> Files:
    return one(":note[A claim]{#why}\n\n" * (count + 1) + ":::note{#why}\nIt is so.\n:::\n")


def notes_without_bodies(count: int) -> Files:
    marks = "\n\n".join(f":note[A claim]{{#claim-{number}}}" for number in range(count))
    return one(marks + "".join(f"\n\n:::note{{#why-{number}}}\nIt is so.\n:::" for number in range(count)))


def citations_of_a_source_that_is_gone(count: int) -> Files:
    return many(count, lambda _: cite(1, "words", "gone")) | {
        f"content/sources/s{number}.md": page(f"Source {number}", "Words.") for number in range(count // 4)
    }


def unreadable_attributes(count: int) -> Files:
    return one("\n\n".join(f":cite[claim {number}]{{src=record quote=}}" for number in range(count)))


def altered_quotations(count: int) -> Files:
    lines = list(islice(sentences("source"), 2000))
    wrong = (lines[number * 7 % 2000].replace("line", "page") for number in range(count))
    return one("\n\n".join(cite(number, line) for number, line in enumerate(wrong))) | {
        "content/sources/record.md": source(lines)
    }


def links_on_a_page(count: int) -> Files:
    return one("\n\n".join(f"See [that {number}](https://example.org/{number})." for number in range(count)))


def rows(count: int) -> Files:
    return one("| a | b |\n|---|---|\n" + "\n".join(f"| {number} | words |" for number in range(count)))


def blocks_of_code(count: int) -> Files:
    return one("```rust\nfn main() { let words = 3; }\n```\n\n" * count)


def blocks_in_unknown_languages(count: int) -> Files:
    """A warning for each, on a site that is built all the same."""
    return one("```rusty\nfn main() { let words = 3; }\n```\n\n" * count)


def nested_quotations(depth: int) -> Files:
    return one("\n".join("> " * level + f"Level {level}.\n" + "> " * level for level in range(1, depth + 1)))


def omissions(count: int) -> Files:
    """Each gap is short, and none swallows a negation: those would be faults."""
    lines = [f"Line {number} of the record names port {number}." for number in range(count)]
    quotation = " ".join(line.replace(" the record names ", " … ") for line in lines)
    return one(cite(1, quotation)) | {"content/sources/record.md": source(lines)}


def static_files(count: int) -> Files:
    return one("Words.") | {f"static/f/{number}.txt": f"File {number}\n" for number in range(count)}


NEAREST = "each name that is gone may mean any other"

DIMENSIONS = [
    Dimension("briefings", 500, lambda count: many(count, plain)),
    Dimension("annotations of a page", 500, annotations),
    Dimension("annotations of a paragraph", 1000, annotations_in_a_paragraph),
    Dimension("sources", 500, sources),
    Dimension("citations of one source", 12_500, citations),
    Dimension("terms of a taxonomy", 500, terms),
    Dimension("briefings of a term", 1000, pages_of_a_term),
    Dimension("briefings related to each other", 1000, related),
    Dimension("parts of a series", 500, parts_of_a_series),
    Dimension("links to one page", 5000, links_to_one_page),
    Dimension("a briefing, in tenths of a megabyte", 25, file),
    Dimension("a paragraph, in tenths of a megabyte", 25, paragraph),
    Dimension("a source, in tenths of a megabyte", 25, source_file),
    Dimension("footnotes of a page", 2500, footnotes),
    Dimension("headings of a page", 10_000, headings),
    Dimension("equal headings of a page", 10_000, equal_headings),
    Dimension("aliases of a page", 2500, aliases),
    Dimension("aliases of parts of an old page", 5000, aliases_of_a_page),
    Dimension("events", 10_000, events),
    Dimension("pages with a list of events", 250, pages_with_events),
    Dimension("sections within each other", 100, nested_sections, 2.1, "each names those above it"),
    Dimension("sections of a section", 250, sections),
    Dimension("sections beside each other", 100, top_sections, 2.1, "each page names all of them"),
    Dimension("people", 250, people),
    Dimension("briefings of a person", 500, pages_of_a_person),
    Dimension("corrections of a page", 2500, corrections),
    Dimension("links out on a page", 25_000, links_on_a_page),
    Dimension("rows of a table", 50_000, rows),
    Dimension("blocks of code", 5000, blocks_of_code),
    Dimension("blocks of code in an unknown language", 2500, blocks_in_unknown_languages),
    Dimension("quotations within each other", 200, nested_quotations),
    Dimension("omissions of a quotation", 250, omissions),
    Dimension("static files", 1000, static_files),
    Dimension("broken links", 2500, broken_links, code=1),
    Dimension("pages that link to one that is gone", 500, links_to_a_page_that_is_gone, code=1),
    Dimension("pages that cite a source that is gone", 500, citations_of_a_source_that_is_gone, code=1),
    Dimension("broken links in a line", 5000, broken_links_in_a_line, code=1),
    Dimension("broken links to parts of a page", 1000, broken_links_to_parts, code=1),
    Dimension("pages that link to others that are gone", 500, pages_that_link_to_others_that_are_gone, 1.7, NEAREST, code=1),
    Dimension("cards of what is gone", 500, cards_of_what_is_gone, 1.7, NEAREST, code=1),
    Dimension("redirects in a row", 250, redirects_in_a_row),
    Dimension("attributes of a directive", 2500, attributes_of_a_directive),
    Dimension("attributes that are not known", 1000, unknown_attributes_of_a_directive, code=1),
    Dimension("tags of a page", 500, tags_of_a_page),
    Dimension("bodies of a note", 1000, bodies_of_a_note, code=1),
    Dimension("notes of one id", 250, notes_of_one_id, code=1),
    Dimension("notes without bodies", 1000, notes_without_bodies, code=1),
    Dimension("attributes that cannot be read", 500, unreadable_attributes, code=1),
    Dimension("altered quotations", 250, altered_quotations, code=1),
]


def main(name: str, size: str, folder: str) -> None:
    for path, text in next(one for one in DIMENSIONS if one.name == name).site(int(size)).items():
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

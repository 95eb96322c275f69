"""Sentences of 8 to 25 words, and titles, made from the vocabulary. The same `random.Random` gives the same text."""

from random import Random

from words import ADJECTIVES, HEADINGS, JOINTS, NOUNS, OPENERS, PEOPLE, PHRASES, PLACES, SAYINGS, VERBS


def pick(rng: Random, words: list[str]) -> str:
    """One of the words. `Random.choice` does the same and takes three times as long."""
    return words[int(rng.random() * len(words))]


def thing(rng: Random) -> str:
    """`the revised tariff`, `the tariff of Dunmore`, `Dunmore’s tariff`."""
    kind = rng.random()
    noun = pick(rng, NOUNS)
    if kind < 0.55:
        return f"the {pick(rng, ADJECTIVES)} {noun}"
    if kind < 0.7:
        return f"the {noun} of {pick(rng, PLACES)}"
    if kind < 0.85:
        return f"{pick(rng, PLACES)}’s {pick(rng, ADJECTIVES)} {noun}"
    return f"the {noun}"


def clause(rng: Random) -> str:
    """Somebody does something to something: 5 to 9 words."""
    who = pick(rng, PEOPLE) if rng.random() < 0.15 else thing(rng)
    return f"{who} {pick(rng, VERBS)} {thing(rng)}"


def sentence(rng: Random) -> str:
    """One sentence without markup, 8 to 25 words."""
    kind = rng.random()
    if kind < 0.35:
        text = f"{clause(rng)} {pick(rng, PHRASES)}"
    elif kind < 0.6:
        text = f"{clause(rng)}{pick(rng, JOINTS)} {clause(rng)}"
    elif kind < 0.75:
        text = f"{pick(rng, OPENERS)} {clause(rng)} {pick(rng, PHRASES)}"
    elif kind < 0.87:
        text = f"{pick(rng, PEOPLE)} {pick(rng, SAYINGS)} that {clause(rng)} {pick(rng, PHRASES)}"
    elif kind < 0.94:
        text = f"in {1990 + int(rng.random() * 35)} {clause(rng)}, {int(rng.random() * 900) + 90} of them {pick(rng, PHRASES)}"
    else:
        text = f"{clause(rng)} – {pick(rng, PHRASES)} – and {clause(rng)}"
    return f"{text[0].upper()}{text[1:]}."


def title(rng: Random) -> str:
    """A title of 7 to 10 words."""
    first = f"The {pick(rng, ADJECTIVES)} {pick(rng, NOUNS)} of {pick(rng, PLACES)}"
    return f"{first} and {thing(rng)}"


def headings(rng: Random, count: int) -> list[str]:
    """Different headings for one text."""
    return rng.sample(HEADINGS, count)


def emphasised(rng: Random, text: str) -> str:
    """The sentence with one or two of its words set in emphasis; now and then strong."""
    words = text.split(" ")
    at = 1 + int(rng.random() * (len(words) - 3))
    mark = "**" if rng.random() < 0.25 else "*"
    stretch = " ".join(words[at : at + 2])
    if not all(letter.isalpha() or letter == " " for letter in stretch):
        return text
    return " ".join([*words[:at], f"{mark}{stretch}{mark}", *words[at + 2 :]])


def stretch(rng: Random, text: str, least: int, most: int) -> tuple[int, int]:
    """Bounds, in characters, of a run of `least` to `most` whole words of a sentence, its full stop left out."""
    words = text[:-1].split(" ")
    length = min(least + int(rng.random() * (most - least + 1)), len(words))
    first = int(rng.random() * (len(words) - length + 1))
    start = len(" ".join(words[:first])) + (first > 0)
    return start, start + len(" ".join(words[first : first + length]))

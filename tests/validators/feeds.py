"""Reads Atom feeds as a reader does, and says what a reader would stumble over, one fault a line."""

import sys
from urllib.parse import urlsplit

import feedparser


def faults(path):
    with open(path, "rb") as file:
        feed = feedparser.parse(file.read())
    if feed.bozo:
        yield f"is not well-formed: {feed.bozo_exception}"
    if feed.version != "atom10":
        yield f"is no Atom feed but {feed.version or 'nothing known'}"
    for key in ("id", "title", "updated_parsed", "link"):
        if not feed.feed.get(key):
            yield f"has no {key.removesuffix('_parsed')}"
    ids = [entry.get("id") for entry in feed.entries]
    if len(set(ids)) < len(ids):
        yield "has two entries of one id"
    for entry in feed.entries:
        name = entry.get("id", "an entry")
        if not entry.get("title"):
            yield f"{name} has no title"
        if not entry.get("updated_parsed"):
            yield f"{name} has no date"
        if not entry.get("link"):
            yield f"{name} has no link"
        if not any(content.get("value") for content in entry.get("content", [])) and not entry.get("summary"):
            yield f"{name} has no content"
        for link in [*entry.get("links", []), *feed.feed.get("links", [])]:
            if urlsplit(link.get("href", "")).scheme not in ("http", "https"):
                yield f"{name} has a link that is not absolute: {link.get('href')}"
    if any(earlier < later for earlier, later in zip(dates(feed), dates(feed)[1:])):
        yield "is not in the order of its dates"


def dates(feed):
    return [entry.get("published_parsed") or entry.get("updated_parsed") for entry in feed.entries if entry.get("updated_parsed")]


for path in sys.argv[1:]:
    for fault in faults(path):
        print(f"{path}: {fault}")

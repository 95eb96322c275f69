//! Quotations that are not simply there: what the search for the nearest words costs.

use std::hint::black_box;

use criterion::Criterion;
use ibid::archive::{self, Format, Kind, Source};
use ibid::diagnostic::TextFile;
use ibid::verify::{Folded, Rules, Wanted, check};

use crate::corpus::Writer;

/// A source of one paragraph.
fn source(text: &str) -> (Source, Folded) {
    let file = TextFile::new("source", text);
    let mut source = archive::bare_source(&file, Format::Plain, Kind::Html);
    text.clone_into(&mut source.text);
    source.paragraphs.truncate(1);
    let folded = Folded::new(&source.text, source.kind);
    (source, folded)
}

/// Words of a text from a byte on.
fn words(text: &str, from: usize, bytes: usize) -> String {
    let start = text.ceil_char_boundary(from);
    let start = text[start..].find(' ').map_or(start, |space| start + space + 1);
    let end = text.ceil_char_boundary(start + bytes);
    let end = text[end..].find(' ').map_or(text.len(), |space| end + space);
    text[start..end].to_owned()
}

pub(crate) fn quotations(criterion: &mut Criterion) {
    let rules = Rules::default();
    let mut group = criterion.benchmark_group("quotations");
    group.sample_size(10);
    let text = Writer::new(7).words(780_000);
    let (source, folded) = source(&text);
    let altered = words(&text, 3 << 20, 2000).replacen("enemy", "foe", 3);
    let absent = "something else entirely stands here and nobody has heard of it before ".repeat(28);
    let scattered = Writer::new(11).words(300);
    let omissions = "the … said … and … the … of … in … the … with … on … the … village".to_owned();
    for (name, quotation) in [
        ("altered, 2,000 characters in 5 MB", &altered),
        ("absent, 2,000 characters in 5 MB", &absent),
        ("words in another order in 5 MB", &scattered),
        ("ten omissions between common words in 5 MB", &omissions),
        ("a common word in 5 MB", &"the".to_owned()),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| check(&Wanted::of(black_box(quotation)), &source, &folded, &rules));
        });
    }
    group.finish();
}

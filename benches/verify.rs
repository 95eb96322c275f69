//! How fast texts are folded and quotations checked.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ibid::archive::{self, Format, Kind, Source};
use ibid::diagnostic::TextFile;
use ibid::verify::{Folded, Rules, Wanted, check};

const WORDS: [&str; 24] = [
    "ministry",
    "the",
    "enemy",
    "of",
    "vehicles",
    "said",
    "and",
    "withdrew",
    "village",
    "officials",
    "“talks”",
    "would",
    "resume",
    "in",
    "Geneva",
    "on",
    "Monday",
    "with",
    "three",
    "brigades",
    "moved",
    "north",
    "without",
    "a",
];

/// So many bytes of words in an order that does not repeat, a paragraph every `paragraph` words.
fn text(bytes: usize, paragraph: usize) -> String {
    let mut text = String::new();
    let mut state = 7_u64;
    let mut count = 0;
    while text.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[usize::try_from(state >> 33).unwrap_or(0) % WORDS.len()];
        count += 1;
        let end = if count % paragraph == 0 { ".\n\n" } else { " " };
        let _ = write!(text, "{word}{end}");
    }
    text
}

fn source(text: &str) -> (Source, Folded) {
    let file = TextFile::new("source", text);
    let mut source = archive::bare_source(&file, Format::Plain, Kind::Html);
    text.clone_into(&mut source.text);
    source.paragraphs.truncate(1);
    let folded = Folded::new(&source.text, source.kind);
    (source, folded)
}

/// Words of a text from a byte on, changed or not.
fn words(text: &str, from: usize, bytes: usize) -> String {
    let start = text[from..].find(' ').map_or(from, |space| from + space + 1);
    let end = text[start + bytes..].find(' ').map_or(text.len(), |space| start + bytes + space);
    text[start..end].to_owned()
}

fn folding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    let english = text(1 << 20, 60);
    let ukrainian = "Міністр заявив, що об’єкт «зруйновано» – вночі.\n".repeat(14_000);
    for (name, text) in [("english", &english), ("ukrainian", &ukrainian)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| Folded::new(black_box(text), Kind::Html)));
    }
    group.finish();
}

fn checks(criterion: &mut Criterion) {
    let rules = Rules::default();
    let mut group = criterion.benchmark_group("check");
    let small = text(10_000, 60);
    let (small_source, small_folded) = source(&small);
    let right = words(&small, 6000, 60);
    group.bench_function("exact in 10 KB", |bencher| {
        bencher.iter(|| check(&Wanted::of(black_box(&right)), &small_source, &small_folded, &rules));
    });
    let large = text(5 << 20, usize::MAX);
    let (large_source, large_folded) = source(&large);
    group.sample_size(10);
    let altered = words(&large, 3 << 20, 2000).replacen("enemy", "foe", 3);
    let absent = "something else entirely stands here and nobody has heard of it before ".repeat(28);
    let scattered = text(1 << 14, usize::MAX).split(' ').rev().take(300).collect::<Vec<_>>().join(" ");
    let omissions = "the … said … and … the … of … in … the … with … on … the … village".to_owned();
    for (name, quotation) in [
        ("altered, 2,000 characters in 5 MB", &altered),
        ("absent, 2,000 characters in 5 MB", &absent),
        ("words in another order in 5 MB", &scattered),
        ("ten omissions between common words in 5 MB", &omissions),
        ("a common word in 5 MB", &"the".to_owned()),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| check(&Wanted::of(black_box(quotation)), &large_source, &large_folded, &rules));
        });
    }
    group.finish();
}

criterion_group!(benches, folding, checks);
criterion_main!(benches);

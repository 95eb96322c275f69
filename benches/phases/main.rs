//! How fast each phase is on one thread, beside the least that anything could take which does the same with these bytes.
//!
//! `cargo bench --bench phases` measures; `cargo test --benches` runs each once. See `benches/README.md`.
#![expect(clippy::disallowed_methods, reason = "what `emit` is measured beside is plain writing")]

mod corpus;
mod quotations;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use ibid::emit::{Artifact, Options, emit};
use ibid::index::index;
use ibid::parse::{self, Names, Request};
use ibid::site::Site;
use ibid::verify::{Folded, Library, Rules, evidence};
use ibid::world::Disk;
use memchr::memmem;
use pulldown_cmark::{Parser, html};

/// Briefings of the site; sources are a tenth as many.
const BRIEFINGS: usize = 100;

fn group<'c>(
    criterion: &'c mut Criterion,
    name: &str,
    throughput: Throughput,
) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(throughput).sample_size(20);
    group
}

fn bytes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Throughput {
    Throughput::Bytes(texts.into_iter().map(|text| text.len() as u64).sum())
}

/// A content file as a draft, beside its Markdown as HTML.
fn parse(criterion: &mut Criterion, site: &Site) {
    let material = site.material();
    let names = Names::default();
    let mut group = group(criterion, "parse", bytes(material.drafts.iter().map(|draft| &*draft.file.text)));
    group.bench_function("drafts", |bencher| {
        bencher.iter(|| {
            for draft in &material.drafts {
                black_box(parse::draft(&draft.file, Vec::new(), &names, &material.config));
            }
        });
    });
    group.bench_function("least: pulldown-cmark", |bencher| {
        bencher.iter(|| {
            for draft in &material.drafts {
                let mut out = String::new();
                let text = &draft.file.text[draft.body_start..];
                html::push_html(&mut out, Parser::new_ext(text, parse::markdown_options()));
                black_box(out);
            }
        });
    });
    group.finish();
}

/// The text of a source as it is searched, beside a copy of it.
fn fold(criterion: &mut Criterion, site: &Site) {
    let english: Vec<&str> = site.material().sources.iter().map(|source| &*source.text).collect();
    let ukrainian = "Міністр заявив, що об’єкт «зруйновано» – вночі.\n".repeat(1400);
    for (name, texts) in [("fold", english), ("fold Ukrainian", vec![&*ukrainian])] {
        let mut group = group(criterion, name, bytes(texts.iter().copied()));
        let kind = ibid::archive::Kind::Html;
        group.bench_function("sources", |bencher| {
            bencher
                .iter(|| texts.iter().for_each(|text| drop(black_box(Folded::new(black_box(text), kind)))));
        });
        group.bench_function("least: a copy", |bencher| {
            bencher.iter(|| texts.iter().for_each(|text| drop(black_box(black_box(*text).to_owned()))));
        });
        group.finish();
    }
}

/// What all quotations rest on, beside a search for their words.
fn verify(criterion: &mut Criterion, site: &Site) {
    let material = site.material();
    let folded: Vec<_> =
        material.sources.iter().map(|source| Arc::new(Folded::new(&source.text, source.kind))).collect();
    let rules = Rules::default();
    let library = Library::new(&material.sources, &folded, &rules);
    let requests = material.drafts.iter().flat_map(|draft| &draft.annotations.list);
    let requests: Vec<&Request> = requests.flat_map(|annotation| &annotation.requests).collect();
    let mut group = group(criterion, "verify", Throughput::Elements(requests.len() as u64));
    group.bench_function("evidence", |bencher| {
        bencher.iter(|| {
            for draft in &material.drafts {
                black_box(evidence(draft, &library));
            }
        });
    });
    let source = |id: &str| material.sources.iter().find(|source| source.id == id);
    let searches: Vec<(&str, &str)> = requests
        .iter()
        .filter_map(|request| Some((&*source(&request.source)?.text, &*request.words.as_ref()?.text)))
        .collect();
    group.bench_function("least: memmem", |bencher| {
        bencher.iter(|| {
            for (text, words) in &searches {
                black_box(memmem::find(text.as_bytes(), words.as_bytes()));
            }
        });
    });
    group.finish();
}

/// What drafts say of each other, beside the names in them copied and sorted.
fn indexing(criterion: &mut Criterion, site: &Site) {
    let views = &site.views;
    let drafts = &views.material.drafts;
    let mut group = group(criterion, "index", Throughput::Elements(drafts.len() as u64));
    group.bench_function("index", |bencher| bencher.iter(|| black_box(index(&views.material, None))));
    let mut names: Vec<&str> = Vec::new();
    for draft in drafts {
        names.extend([&*draft.file.path, &*draft.name]);
        names.extend(draft.annotations.list.iter().map(|annotation| &*annotation.id));
        names.extend(draft.parsed.links.iter().map(|link| &*link.destination));
        names.extend(draft.parsed.headings.iter().map(|heading| &*heading.text));
    }
    group.bench_function("least: its names, sorted", |bencher| {
        bencher.iter(|| {
            let mut names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            names.sort_unstable();
            black_box(names)
        });
    });
    group.finish();
}

/// All files of the output in memory, beside a copy of them.
fn render(criterion: &mut Criterion, site: &Site, artifacts: &[Artifact]) {
    let size = artifacts.iter().map(|artifact| artifact.bytes.len() as u64).sum();
    let mut group = group(criterion, "render", Throughput::Bytes(size));
    group.sample_size(10);
    group.bench_function("pages and exports", |bencher| bencher.iter(|| black_box(site.outcome())));
    group.bench_function("least: a copy", |bencher| {
        bencher.iter(|| {
            artifacts.iter().map(|artifact| artifact.bytes.to_vec()).for_each(|copy| drop(black_box(copy)));
        });
    });
    group.finish();
}

/// All files written into an empty folder, beside writing them with nothing asked and nothing promised.
fn emitting(criterion: &mut Criterion, artifacts: &[Artifact]) {
    let mut group = group(criterion, "emit", Throughput::Elements(artifacts.len() as u64));
    group.sample_size(10);
    let folder = || tempfile::tempdir().expect("a folder");
    group.bench_function("emit", |bencher| {
        let write = |folder: tempfile::TempDir| {
            emit(&Disk::new(folder.path()), artifacts, Options::default()).expect("an empty folder");
            folder
        };
        bencher.iter_batched(folder, write, BatchSize::PerIteration);
    });
    group.bench_function("least: write", |bencher| {
        let write = |folder: tempfile::TempDir| {
            for artifact in artifacts {
                written(folder.path(), artifact);
            }
            folder
        };
        bencher.iter_batched(folder, write, BatchSize::PerIteration);
    });
    group.finish();
}

fn written(folder: &Path, artifact: &Artifact) {
    let path = folder.join(&artifact.path);
    if !path.parent().is_some_and(Path::is_dir) {
        fs::create_dir_all(path.parent().unwrap_or(folder)).expect("a folder");
    }
    fs::write(path, &*artifact.bytes).expect("a file");
}

fn main() {
    // One thread: what is measured is work, and the yardsticks have no more.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the first one to ask");
    let mut criterion = Criterion::default().configure_from_args();
    let site = corpus::site(BRIEFINGS);
    let artifacts = site.outcome().artifacts;
    parse(&mut criterion, &site);
    fold(&mut criterion, &site);
    verify(&mut criterion, &site);
    quotations::quotations(&mut criterion);
    indexing(&mut criterion, &site);
    render(&mut criterion, &site, &artifacts);
    emitting(&mut criterion, &artifacts);
    criterion.final_summary();
}

//! Furniture must have what it shows: settings, data files, pages, pictures.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::furniture::{Calendar, Reading, Texts, Written, events, is_furniture};
use crate::images::{Pictures, beside};
use crate::index::{From, Index, Material};
use crate::parse::{Directive, Draft, Form, Names, prose_directives, prose_links};
use crate::world::World;

/// Reads the data files of events that are asked for, each once.
pub(super) fn calendar(
    world: &dyn World,
    config: &Config,
    drafts: &[Arc<Draft>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Calendar {
    let of_site = config.furniture.events.iter().map(|events| (&config.file, &events.text, &events.range));
    let of_pages = drafts.iter().flat_map(|draft| {
        let blocks = draft.parsed.body.directives.iter().filter(|directive| directive.name == "events");
        let data = blocks.filter_map(|directive| directive.attributes.entry("data"));
        data.map(|data| (&draft.file, &data.value, &data.value_range))
    });
    let mut calendar = Calendar::new();
    let mut broken = BTreeSet::new();
    for (file, path, range) in of_site.chain(of_pages) {
        if calendar.contains_key(path) || broken.contains(path) {
            continue;
        }
        match events::read(world, path, diagnostics) {
            Ok(found) => drop(calendar.insert(path.clone(), found)),
            Err(found) => {
                broken.insert(path.clone());
                let mut found = *found;
                if found.labels.is_empty() {
                    found = found.at(file, range.clone(), "asked for here");
                }
                diagnostics.push(found);
            }
        }
    }
    calendar
}

/// Reports furniture that has nothing to show, and what it refers to that is not there.
pub(super) fn check(
    material: &Material,
    index: &Index,
    pictures: &Pictures,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut check = Check { material, index, pictures, names, unset: BTreeSet::new(), diagnostics };
    check.site();
    for number in 0..material.drafts.len() {
        check.page(number);
    }
}

struct Check<'a> {
    material: &'a Material,
    index: &'a Index,
    pictures: &'a Pictures,
    names: &'a Names,
    /// The blocks without settings that were told of.
    unset: BTreeSet<String>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Check<'a> {
    fn site(&mut self) {
        let config = &self.material.config;
        let from = From { file: &config.file, draft: None };
        let furniture = &config.furniture;
        for block in furniture.briefings.iter().chain(&furniture.pages) {
            self.has_settings(from, &block.text, block.range.clone());
        }
        let newsletter = furniture.newsletter.as_ref();
        let support = furniture.support.as_ref();
        let texts = [
            furniture.disclaimer.as_ref(),
            furniture.publisher.as_ref(),
            newsletter.and_then(|newsletter| newsletter.text.as_ref()),
            support.and_then(|support| support.text.as_ref()),
        ];
        for texts in texts.into_iter().flatten() {
            self.texts(from, texts);
        }
        let words = [
            newsletter.and_then(|newsletter| newsletter.title.as_ref()),
            newsletter.and_then(|newsletter| newsletter.button.as_ref()),
            support.and_then(|support| support.title.as_ref()),
            support.and_then(|support| support.button.as_ref()),
        ];
        for words in words.into_iter().flatten() {
            self.languages(from, words);
        }
        let links = [
            newsletter.and_then(|newsletter| newsletter.privacy.as_ref()),
            support.map(|support| &support.url),
        ];
        for link in links.into_iter().flatten() {
            self.link(from, &link.text, &link.range);
        }
    }

    fn page(&mut self, number: usize) {
        let draft: &'a Draft = &self.material.drafts[number];
        let from = From { file: &draft.file, draft: Some(number) };
        let furniture = &draft.front_matter.furniture;
        for block in furniture.blocks.iter().flatten() {
            self.has_settings(from, &block.text, block.range.clone());
        }
        for directive in &draft.parsed.body.directives {
            if is_furniture(&directive.name) && !says_itself(directive) {
                self.has_settings(from, &directive.name, directive.name_range.clone());
            }
        }
        for reading in &furniture.reading {
            if let Reading::Here(page) = reading {
                self.link(from, &page.text, &page.range);
            }
        }
        for correction in &furniture.corrections {
            self.markdown(from, &correction.text.text, &correction.text.range);
            if let Some(annotation) = &correction.annotation {
                self.annotation(draft, annotation);
            }
        }
        if let Some(picture) = &furniture.picture {
            self.picture(draft, &picture.file);
            for texts in [&picture.caption, &picture.credit].into_iter().flatten() {
                self.texts(from, texts);
            }
        }
    }

    /// What a block shows has to be declared, unless the site shows it in its own way.
    fn has_settings(&mut self, from: From<'_>, block: &str, range: Range<usize>) {
        let furniture = &self.material.config.furniture;
        let (is_there, table) = match block {
            "signup" => (furniture.newsletter.is_some(), "[newsletter]"),
            "support" => (furniture.support.is_some(), "[support]"),
            "events" => (furniture.events.is_some(), "`events` in `[furniture]`"),
            "disclaimer" => (furniture.disclaimer.is_some(), "`disclaimer` in `[furniture]`"),
            "publisher" => (furniture.publisher.is_some(), "`publisher` in `[furniture]`"),
            _ => return,
        };
        if is_there || self.names.is_own(block) || !self.unset.insert(block.to_owned()) {
            return;
        }
        let table = if table.starts_with('[') { format!("`{table}`") } else { table.to_owned() };
        let message = format!("`{block}` needs {table} in `ibid.toml`");
        let found = Diagnostic::error(Code::MissingKey, message).at(from.file, range, "asked for here");
        self.diagnostics
            .push(found.hint("the manual page “What stands around a text” has an example of each"));
    }

    /// Words in a language that the site does not have would never be shown.
    fn languages(&mut self, from: From<'_>, texts: &Texts) {
        let tags = || self.material.config.languages.iter().map(|language| language.tag.as_str());
        for language in texts.languages().filter(|language| !language.is_empty()) {
            if !tags().any(|tag| tag == language) {
                let found =
                    Diagnostic::error(Code::InvalidValue, format!("the site has no language `{language}`"))
                        .at(from.file, texts.range.clone(), "")
                        .suggest(language, tags())
                        .hint("a language is declared as `[languages.uk]` in `ibid.toml`");
                self.diagnostics.push(found);
            }
        }
    }

    fn texts(&mut self, from: From<'_>, texts: &Texts) {
        self.languages(from, texts);
        for markdown in texts.iter() {
            self.markdown(from, markdown, &texts.range);
        }
    }

    fn markdown(&mut self, from: From<'_>, markdown: &str, range: &Range<usize>) {
        for name in prose_directives(markdown, self.names) {
            let message = format!("the directive `{name}` stands in a text that is read without directives");
            let found = Diagnostic::error(Code::MisplacedDirective, message)
                .at(from.file, range.clone(), "written here")
                .hint("say it in Markdown alone; `[…](a:ID)` is a link to an annotation")
                .hint("write `\\:` where the colon is meant as a colon");
            self.diagnostics.push(found);
        }
        for destination in prose_links(markdown) {
            self.link(from, &destination, range);
        }
    }

    fn link(&mut self, from: From<'_>, destination: &str, range: &Range<usize>) {
        if let Err(found) = self.index.target(self.material, from, destination, range.clone()) {
            self.diagnostics.push(*found);
        }
    }

    /// What a page corrects stands in it, or stood in it until it was retracted or moved.
    fn annotation(&mut self, draft: &Draft, id: &Written) {
        if self.material.ledger.annotations.get(&id.text).is_some_and(|entry| !entry.state.is_live()) {
            return;
        }
        let mut ids = draft.annotations.list.iter().map(|annotation| annotation.id.as_str());
        if !ids.clone().any(|known| known == id.text) {
            let message = format!("this page has no annotation `{}`", id.text);
            let found = Diagnostic::error(Code::UnknownAnnotation, message)
                .at(&draft.file, id.range.clone(), "named here")
                .suggest(&id.text, &mut ids);
            self.diagnostics.push(found);
        }
    }

    fn picture(&mut self, draft: &Draft, file: &Written) {
        let found = self.pictures.locate(&file.text, Some(beside(&draft.file.path)));
        let checked = found.and_then(|file| self.pictures.read(&file)).and_then(|picture| picture.check());
        if let Err(trouble) = checked {
            let found = trouble.diagnostic().at(&draft.file, file.range.clone(), "named here");
            self.diagnostics.push(found);
        }
    }
}

/// Whether a block in the text brings along what it shows.
fn says_itself(directive: &Directive) -> bool {
    match directive.name.as_str() {
        "events" => directive.attributes.entry("data").is_some(),
        "disclaimer" | "publisher" => directive.form == Form::Container,
        _ => false,
    }
}

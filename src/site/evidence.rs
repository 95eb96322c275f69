//! The check of every quotation, done once and again when its draft or its source changes.

use std::sync::Arc;

use rayon::prelude::*;

use super::past::ByName;
use crate::archive::Source;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::parse::Draft;
use crate::verify::{self, Evidence, Folded, Library, Rules};

/// What was checked, and what all of it depends on.
#[derive(Default)]
pub(super) struct Kept {
    negations: Vec<(String, Vec<String>)>,
    /// The sources of the last update.
    sources: Vec<Arc<Source>>,
    folded: Vec<Arc<Folded>>,
    by_path: ByName<Checked>,
}

struct Checked {
    draft: Arc<Draft>,
    evidence: Arc<Evidence>,
    found: Vec<Diagnostic>,
}

impl Kept {
    /// What every draft rests on; evidence that is as it was is the very same value.
    pub(super) fn evidence(
        &mut self,
        drafts: &[Arc<Draft>],
        sources: &[Arc<Source>],
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Evidence>> {
        let changed = self.take_sources(sources);
        if self.negations != config.negations {
            self.negations.clone_from(&config.negations);
            self.by_path.forget_all();
        }
        let rules = (config.negations.iter())
            .fold(Rules::default(), |rules, (language, words)| rules.with_words(language, words));
        let library = Library { sources, folded: &self.folded, rules: &rules };
        let checked: Vec<_> = drafts
            .par_iter()
            .map(|draft| match self.by_path.get(&draft.file.path) {
                Some(known) if known.holds(draft, &changed) => None,
                _ => Some(verify::evidence(draft, &library)),
            })
            .collect();
        let mut evidence = Vec::with_capacity(checked.len());
        for (draft, anew) in drafts.iter().zip(checked) {
            let path = &draft.file.path;
            if let Some((evidence, found)) = anew {
                let checked = Checked { draft: Arc::clone(draft), evidence: Arc::new(evidence), found };
                self.by_path.keep(path, checked);
            }
            let Some(known) = self.by_path.get(path) else { continue };
            evidence.push(Arc::clone(&known.evidence));
            diagnostics.extend(known.found.iter().cloned());
        }
        self.by_path.retain(drafts.iter().map(|draft| draft.file.path.as_str()), drafts.len());
        evidence
    }

    /// Folds the sources that are new; says of each whether it is another than before.
    fn take_sources(&mut self, sources: &[Arc<Source>]) -> Vec<bool> {
        let ids =
            |sources: &[Arc<Source>]| sources.iter().map(|source| source.id.clone()).collect::<Vec<_>>();
        let is_same = sources.len() == self.sources.len() && ids(sources) == ids(&self.sources);
        if !is_same {
            // Evidence names sources by their places, and what is said of one that is not there names those that are.
            self.by_path.forget_all();
        }
        let known = |source: &Arc<Source>| {
            let place = self.sources.binary_search_by(|known| known.id.cmp(&source.id)).ok()?;
            Arc::ptr_eq(&self.sources[place], source).then(|| Arc::clone(&self.folded[place]))
        };
        let folded: Vec<_> = sources
            .par_iter()
            .map(|source| match known(source) {
                Some(folded) => (folded, false),
                None => (Arc::new(Folded::new(&source.text, source.kind)), true),
            })
            .collect();
        self.sources = sources.to_vec();
        let (folded, changed) = folded.into_iter().unzip();
        self.folded = folded;
        changed
    }
}

impl Checked {
    /// Whether neither the draft nor any source that it names is another than before.
    fn holds(&self, draft: &Arc<Draft>, changed: &[bool]) -> bool {
        let findings = self.evidence.annotations.iter().flatten().chain(&self.evidence.blocks);
        Arc::ptr_eq(&self.draft, draft)
            && findings.filter_map(|finding| finding.source).all(|source| !changed[source])
    }
}

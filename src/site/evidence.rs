//! The check of every quotation, done once and again when its draft or its source changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

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
    /// In the order of the drafts of the last update.
    checked: Vec<Checked>,
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
            self.checked.clear();
        }
        let rules = (config.negations.iter())
            .fold(Rules::default(), |rules, (language, words)| rules.with_words(language, words));
        let mut checked = self.arranged(drafts);
        let library = Library::new(sources, &self.folded, &rules);
        let missing: Vec<usize> = (0..drafts.len())
            .filter(|&place| checked[place].as_ref().is_none_or(|known| known.cites_any(&changed)))
            .collect();
        let check = |&place: &usize| match &checked[place] {
            Some(known) if known.found.is_empty() => {
                verify::evidence_of(&drafts[place], &library, &known.evidence, &changed)
            }
            _ => verify::evidence(&drafts[place], &library),
        };
        let anew: Vec<_> = missing.par_iter().map(check).collect();
        for (place, (evidence, found)) in missing.into_iter().zip(anew) {
            let draft = Arc::clone(&drafts[place]);
            checked[place] = Some(Checked { draft, evidence: Arc::new(evidence), found });
        }
        self.checked = checked.into_iter().flatten().collect();
        self.checked.iter().for_each(|checked| diagnostics.extend(checked.found.iter().cloned()));
        self.checked.iter().map(|checked| Arc::clone(&checked.evidence)).collect()
    }

    /// What is known of each draft; drafts come in the order of their files.
    fn arranged(&mut self, drafts: &[Arc<Draft>]) -> Vec<Option<Checked>> {
        let mut known = std::mem::take(&mut self.checked).into_iter().peekable();
        let mut arranged = Vec::with_capacity(drafts.len());
        for draft in drafts {
            while known.next_if(|known| known.draft.file.path < draft.file.path).is_some() {}
            arranged.push(known.next_if(|known| Arc::ptr_eq(&known.draft, draft)));
        }
        arranged
    }

    /// Folds the sources that are new; gives the numbers of those that are others than before.
    fn take_sources(&mut self, sources: &[Arc<Source>]) -> BTreeSet<usize> {
        let ids = sources.iter().map(|source| &source.id);
        if !ids.eq(self.sources.iter().map(|source| &source.id)) {
            // Evidence names sources by their places, and what is said of one that is not there names those that are.
            self.checked.clear();
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
        let (folded, is_new): (_, Vec<bool>) = folded.into_iter().unzip();
        self.folded = folded;
        (0..sources.len()).filter(|&place| is_new[place]).collect()
    }
}

impl Checked {
    /// Whether it rests on any of these sources.
    fn cites_any(&self, sources: &BTreeSet<usize>) -> bool {
        let findings = self.evidence.annotations.iter().flatten().chain(&self.evidence.blocks);
        !sources.is_empty()
            && findings.filter_map(|finding| finding.source).any(|source| sources.contains(&source))
    }
}

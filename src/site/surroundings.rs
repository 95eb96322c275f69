//! What all pages share: the configuration, the list of files, templates, words.

use std::sync::Arc;

use super::read::{self, Files};
use crate::config::{Config, Settings, config};
use crate::diagnostic::{Diagnostic, TextFile};
use crate::embedded;
use crate::parse::Names;
use crate::render;
use crate::words::Words;
use crate::world::{Changes, World};

/// What the last update read.
#[derive(Default)]
pub(super) struct Kept {
    config: Option<(Settings, Arc<Config>)>,
    files: Option<(Arc<Config>, Arc<Files>)>,
    words: Option<KeptWords>,
}

struct KeptWords {
    config: Arc<Config>,
    texts: Vec<Arc<TextFile>>,
    words: Arc<Words>,
    found: Vec<Diagnostic>,
}

impl Kept {
    /// The configuration; the very one of the last update where it says the same.
    pub(super) fn config(
        &mut self,
        world: &dyn World,
        settings: &Settings,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Config> {
        let (config, found) = config(world, settings);
        diagnostics.extend(found);
        if let Some((of, known)) = &self.config
            && of == settings
            && known.file == config.file
            && known.today == config.today
        {
            return Arc::clone(known);
        }
        let config = Arc::new(config);
        self.config = Some((settings.clone(), Arc::clone(&config)));
        config
    }

    /// The list of files. It is made anew unless all that changed are files that it holds and that are still there.
    pub(super) fn files(
        &mut self,
        world: &dyn World,
        config: &Arc<Config>,
        changes: &Changes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Files> {
        if let Some((of, files)) = &self.files
            && Arc::ptr_eq(of, config)
            && let Changes::Paths(paths) = changes
            && paths.iter().all(|path| files.hold(path) && world.stamp(path).is_ok())
        {
            return Arc::clone(files);
        }
        let mut found = Vec::new();
        let files = Arc::new(read::files(world, config, &mut found));
        // What is told of a list has to be told each time.
        self.files = found.is_empty().then(|| (Arc::clone(config), Arc::clone(&files)));
        diagnostics.extend(found);
        files
    }

    /// The theme's words in the languages of the site.
    pub(super) fn words(
        &mut self,
        world: &dyn World,
        files: &Files,
        config: &Arc<Config>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Words> {
        let texts = read::texts(world, &files.words, diagnostics);
        let is_same = |known: &KeptWords| Arc::ptr_eq(&known.config, config) && known.texts == texts;
        let known = self.words.take().filter(is_same).unwrap_or_else(|| {
            let (words, found) = Words::new(embedded::WORDS, &texts, config);
            KeptWords { config: Arc::clone(config), texts: texts.clone(), words: Arc::new(words), found }
        });
        diagnostics.extend(known.found.iter().cloned());
        let words = Arc::clone(&known.words);
        self.words = Some(known);
        words
    }
}

/// The names of directives that the site's templates give.
pub(super) fn names(templates: &[Arc<TextFile>]) -> Names {
    Names::new(render::names(templates.iter().map(|file| file.path.as_str())))
}

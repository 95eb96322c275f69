//! Which file of the site a picture is.

use super::{Pictures, Trouble};
use crate::diagnostic::nearest;
use crate::view::asked;

/// The folder of a content file, in which a page's own pictures lie.
#[must_use]
pub fn beside(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Pictures {
    /// The path from the site's root of the picture that `path` means: `@/…` begins in `content/`; any other is looked
    /// for in `folder` (that of the page which asks), then in `static/` of the site and of its theme, in `content/`,
    /// and from the root of the site.
    ///
    /// # Errors
    /// A picture that is nowhere, with the nearest name there is; a path that leads out of the site.
    pub fn locate(&self, path: &str, folder: Option<&str>) -> Result<String, Trouble> {
        asked::files();
        let plain = path.strip_prefix("@/").unwrap_or_else(|| path.trim_start_matches('/'));
        if path.contains("://") || path.starts_with("//") {
            let found =
                Trouble::new(format!("`{path}` is a picture of another host, which pages ask nothing of"));
            return Err(found.hint("put the picture beside its page, if its licence allows that"));
        }
        if !crate::world::is_inside(plain) {
            let found = Trouble::new(format!("`{path}` is no path inside the site"));
            return Err(found.hint("name a picture by its path from `content/` or `static/`, without `..`"));
        }
        let is_there = |candidate: &String| self.world().stamp(candidate).is_ok();
        let found = self.candidates(path, plain, folder).into_iter().find(is_there);
        found.ok_or_else(|| self.missing(path, plain, folder))
    }

    fn candidates(&self, path: &str, plain: &str, folder: Option<&str>) -> Vec<String> {
        if path.starts_with("@/") {
            return vec![format!("content/{plain}")];
        }
        let own = folder.filter(|folder| !path.starts_with('/') && !folder.is_empty());
        let own = own.map(|folder| format!("{folder}/{plain}"));
        let statics = self.statics().iter().map(String::as_str);
        let others = statics.chain(["content/", ""]).map(|place| format!("{place}{plain}"));
        own.into_iter().chain(others).collect()
    }

    fn missing(&self, path: &str, plain: &str, folder: Option<&str>) -> Trouble {
        let found = Trouble { is_missing: true, ..Trouble::new(format!("there is no picture `{path}`")) };
        let names = self.names(folder);
        // A name without its folder is near as well.
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let near = nearest(plain, names.iter().map(|name| name.trim_start_matches("@/")))
            .and_then(|near| names.iter().find(|name| name.trim_start_matches("@/") == near))
            .or_else(|| names.iter().find(|known| name(known) == name(plain)));
        match near {
            Some(near) => found.hint(format!("did you mean `{near}`?")),
            None => found.hint("a picture lies beside its page's `index.md` or in `static/`"),
        }
    }

    /// All pictures of the site under the names that a page in `folder` can use, sorted.
    fn names(&self, folder: Option<&str>) -> Vec<String> {
        let list = |place: &str| self.world().files(place).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for place in self.statics() {
            let files = list(place.trim_end_matches('/'));
            let pictures = files.iter().filter(|file| is_picture(file));
            names.extend(pictures.map(|file| file[place.len()..].to_owned()));
        }
        for file in list("content").iter().filter(|file| is_picture(file)) {
            let own = folder.and_then(|folder| file.strip_prefix(folder)?.strip_prefix('/'));
            names.push(own.map_or_else(|| format!("@/{}", &file["content/".len()..]), str::to_owned));
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let known = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];
    extension.is_some_and(|extension| known.contains(&extension.as_str()))
}

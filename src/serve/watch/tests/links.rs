//! Links, and what else only some systems have.

use std::os::unix::fs::symlink;

use super::*;

#[test]
fn what_a_link_leads_to_is_seen_under_both_names() {
    let site = Site::with(Options::default(), |root| {
        fs::create_dir(root.join("node_modules")).unwrap();
        fs::create_dir(root.join(".notes")).unwrap();
        fs::write(root.join("node_modules/lib.css"), "").unwrap();
        fs::create_dir(root.join("static")).unwrap();
        symlink("../node_modules/lib.css", root.join("static/lib.css")).unwrap();
        symlink("../.notes", root.join("content/notes")).unwrap();
        symlink("..", root.join("content/briefings/circle")).unwrap();
    });
    site.write("node_modules/lib.css", "a");
    assert_eq!(site.next(), Changes::All);
    site.write("node_modules/other.css", "a");
    site.assert_quiet();
    site.write(".notes/a.md", "a");
    assert_eq!(site.next(), Changes::All);
    site.write("templates/a.html", "a");
    site.assert_told(&["templates/a.html"]);
}

#[test]
fn links_come_and_go() {
    let site = Site::with(Options::default(), |root| fs::create_dir(root.join(".notes")).unwrap());
    symlink("../.notes", site.at("content/notes")).unwrap();
    assert_eq!(site.next(), Changes::All);
    site.write(".notes/a.md", "a");
    assert_eq!(site.next(), Changes::All);
    fs::remove_file(site.at("content/notes")).unwrap();
    assert_eq!(site.next(), Changes::All);
    site.write(".notes/a.md", "b");
    site.assert_quiet();
    symlink("later.md", site.at("content/dangling.md")).unwrap();
    assert_eq!(site.next(), Changes::All);
    site.write("content/later.md", "b");
    assert_eq!(site.next(), Changes::All);
}

#[test]
fn a_name_that_is_not_utf8_is_all() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    fs::write(site.at("content").join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    assert_eq!(site.next(), Changes::All);
}

#[test]
fn the_whole_site_may_be_moved_and_come_back() {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("site");
    fs::create_dir_all(root.join("content")).unwrap();
    let (watcher, batches) = Watcher::start(&root, &Options::default()).unwrap();
    fs::rename(&root, outer.path().join("away")).unwrap();
    assert_eq!(batches.recv_timeout(LONG).unwrap(), Changes::All);
    assert!(watcher.polling().said().is_some());
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/a.md"), "").unwrap();
    assert_eq!(batches.recv_timeout(LONG).unwrap(), Changes::from_iter(["content/a.md"]));
}

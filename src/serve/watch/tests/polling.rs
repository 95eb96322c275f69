//! Looking instead of being told.

use super::*;

#[test]
fn polling_finds_what_changed() {
    let site = Site::polled();
    assert_eq!(site.watcher.polling().said().unwrap(), "Files are looked at every 20 ms.");
    site.write(PAGE, "after");
    site.assert_told(&[PAGE]);
    site.write("content/briefings/b.md", "new");
    site.rename("content/briefings", "content/notes");
    site.assert_told(&[PAGE, "content/notes/a.md", "content/notes/b.md"]);
    site.write("content/notes/.a.md.swp", "");
    site.write("public/index.html", "");
    site.assert_quiet();
    fs::remove_dir_all(site.at("content")).unwrap();
    site.assert_told(&["content/notes/a.md", "content/notes/b.md"]);
}

#[test]
fn polling_sees_a_second_save_in_the_same_second() {
    let site = Site::polled();
    let save = |text: &str| {
        let file = fs::File::create(site.at("ibid.toml")).unwrap();
        (&file).write_all(text.as_bytes()).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
    };
    for text in ["one", "two", "six"] {
        save(text);
        site.assert_told(&["ibid.toml"]);
    }
}

use super::*;

fn read_text(text: &str) -> (Config, Vec<Diagnostic>) {
    let file = TextFile::new("ibid.toml", text);
    let mut fields = Fields::of_toml(&file);
    let config = read(&file, &mut fields);
    let mut found = Vec::new();
    fields.finish(&mut found);
    (config, found)
}

#[test]
fn everything_can_be_said() {
    let (config, found) = read_text(
        "base_url = \"https://example.org/sub/\"\ntitle = \"T\"\ndescription = \"D\"\ndefault_language = \"uk\"\n\
         taxonomies = [{ name = \"tags\" }]\ngenerate_feeds = false\noutput_dir = \"out\"\n\
         excerpt_context = \"sentence\"\n[quotations.negations]\nen = [\"purportedly\"]\n[markdown]\n\
         highlight_code = false\n[extra]\nown = 1\n",
    );
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(config.base_url, "https://example.org/sub");
    assert_eq!(base_path(&config.base_url), "/sub");
    assert_eq!(config.excerpt_context, Context::Sentence);
    assert_eq!(config.negations, [("en".to_owned(), vec!["purportedly".to_owned()])]);
    assert!(!config.main_language().generate_feeds && !config.highlight_code);
}

#[test]
fn wrong_values_are_told_at_their_places() {
    let (_, found) = read_text(
        "base_url = \"example.org\"\ntitel = \"T\"\noutput_dir = \"../x\"\nexcerpt_context = -1\n\
         taxonomies = [{ name = \"tags\" }, { name = \"Tags\" }, {}]\n",
    );
    let codes: Vec<_> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == Code::InvalidValue).count(), 4);
    assert_eq!(codes.iter().filter(|code| **code == Code::MissingKey).count(), 1);
    assert_eq!(codes.iter().filter(|code| **code == Code::UnknownKey).count(), 1);
}

#[test]
fn the_address_of_the_site_is_a_whole_one() {
    for url in
        ["", " ", "example.org", "https://", "https://x.org/?a", "https://x.org/a b", "https://x.org/#"]
    {
        let (_, found) = read_text(&format!("base_url = \"{url}\"\n"));
        assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::InvalidValue], "{url}");
    }
}

#[test]
fn a_site_without_a_title_is_called_by_its_host() {
    let (config, _) = read_text("base_url = \"https://example.org/sub/\"\n");
    assert_eq!(config.main_language().title, "example.org");
}

#[test]
fn a_key_that_means_nothing_is_not_suggested() {
    let (_, found) = read_text("base_url = \"https://x.org\"\n[markdown]\nhighlight = true\n");
    assert!(found[0].hints.iter().all(|hint| !hint.contains("highlighting")), "{:?}", found[0].hints);
    let (_, found) =
        read_text("base_url = \"https://x.org\"\n[markdown]\nhighlighting = { theme = \"x\" }\n");
    assert!(found[0].message.starts_with("there is no `highlighting`"), "{}", found[0].message);
}

#[test]
fn the_output_never_overwrites_the_input() {
    for folder in ["content", "templates/x", "static", ".", "", "/tmp/x", "a/../content", ".git"] {
        assert!(!crate::world::is_inside(folder) || is_input(folder), "{folder}");
    }
    assert!(crate::world::is_inside("public/site") && !is_input("public/site"));
}

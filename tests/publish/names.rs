//! Annotations and pages as people name them who have an address at hand.

use std::fs;

use super::{briefing, desk, done, ledger, refused, text};

#[test]
fn an_address_from_a_letter_is_a_name() {
    let folder = desk();
    let root = folder.path();
    let config = fs::read_to_string(root.join("ibid.toml")).expect("it is there");
    fs::write(root.join("ibid.toml"), config.replace("https://example.org", "https://desk.example/pub"))
        .expect("it is written");
    briefing(root, "tariff");
    briefing(root, "harbour");
    done(root, &["publish"]);
    let said = done(root, &["link", "https://desk.example/pub/a/tariff/?utm_source=mail"]);
    assert!(said.starts_with("https://desk.example/pub/a/tariff/\n"), "{said}");
    let letter =
        ["new", "newsletter", "--annotations", "https://desk.example/pub/briefings/tariff/#a-tariff,harbour"];
    let file = done(root, &letter);
    let begun = fs::read_to_string(root.join(file.trim())).expect("a letter");
    assert!(
        begun.contains("::annotation{id=tariff}") && begun.contains("::annotation{id=harbour}"),
        "{begun}"
    );
    fs::remove_file(root.join(file.trim())).expect("it was there");

    // What stands in a page is not the page.
    let gone = "https://desk.example/pub/briefings/tariff/#a-gone";
    let aside = refused(root, &["retract", gone, "--reason", "It is wrong."], 2);
    assert!(aside.contains("error: `gone` is not in the ledger"), "{aside}");
    for name in ["tariff", "harbour"] {
        fs::remove_file(root.join(format!("content/briefings/{name}.md"))).expect("it was there");
    }
    let address = "https://desk.example/pub/briefings/tariff/#a-tariff";
    done(root, &["retract", address, "--reason", "It is wrong."]);
    done(root, &["retract", "https://desk.example/pub/briefings/tariff?x=y", "--reason", "It is wrong."]);
    done(
        root,
        &["move", "content/briefings/harbour.md", "--to", "https://desk.example/pub/sources/railway-notice"],
    );
    done(root, &["move", "https://desk.example/pub/a/harbour", "--to", "/a/way-out/"]);
    let aside = refused(root, &["move", "/pub/a/harbour/", "--to", "https://desk.example/pub/a/way-uot/"], 2);
    assert!(aside.contains("nothing is called `way-uot` here; did you mean `way-out`?"), "{aside}");
    done(root, &["build"]);
    let ledger = ledger(&text(root));
    assert!(["tariff", "harbour"].iter().all(|id| !ledger.annotations[*id].state.is_live()));
    assert!(
        ["tariff", "harbour"]
            .iter()
            .all(|name| !ledger.pages[&format!("/briefings/{name}/")].state.is_live())
    );
}

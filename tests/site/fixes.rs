//! The change that settles a failing quotation: put into the file, it does, wherever the quotation stands.

use ibid::diagnostic::{Diagnostic, Severity};
use ibid::world::{Memory, World};

use super::{briefing, build, short, site};

const PAGE: &str = "content/briefings/b.md";

/// Words that mean something in Markdown, in attributes and in tables.
const SIGNS: &str = "+++\ntitle = \"Signs\"\npublish = \"full\"\n+++\n\
The clerk wrote \"never again\" twice in the book.\n\n\
It's the soldiers' own C:\\\\temp folder that they lost.\n\n\
The sum of 2\\*3\\*4 is not what we were told.\n\n\
The firms R&amp;D and A&amp;amp;B are named in the list.\n\n\
The note says \\[see 1\\](x) and \\[^2\\] in all the copies.\n\n\
A row of a|b|c stands in the book of the clerk.\n\n\
The mark \\`x stands before \\<b> and \\~~that\\~~ in the book.\n\n\
He typed \\:cite\\[x\\]{src=minutes} and \\_sent\\_ it to the press.\n\n\
Page first: the fleet lost four ships there.\n\n\
Page second: the fleet lost five ships there.\n";

fn world(body: &str) -> Memory {
    let world = site(&[(PAGE, &briefing(body)), ("content/sources/signs.md", SIGNS)]);
    let page = String::from_utf8(world.read(PAGE).expect("it is there")).expect("text");
    if body.contains('\r') {
        world.insert(PAGE, page.replace("\r\n", "\n").replace('\n', "\r\n"));
    }
    world
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut errors = diagnostics.to_vec();
    errors.retain(|found| found.severity == Severity::Error);
    errors
}

/// Takes the fixes of all findings, the last in the file first.
fn take_all(world: &Memory, diagnostics: &[Diagnostic]) {
    let mut edits: Vec<_> =
        diagnostics.iter().filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = String::from_utf8(world.read(PAGE).expect("it is there")).expect("text");
    for edit in edits {
        text.replace_range(edit.range.clone(), &edit.replacement);
    }
    world.insert(PAGE, text);
}

/// The body after the fixes were taken; the site must then have nothing wrong with it.
#[track_caller]
fn fixed(body: &str) -> String {
    let world = world(body);
    let before = errors(&build(&world).diagnostics);
    assert!(!before.is_empty(), "nothing is wrong with {body}");
    assert!(before.iter().all(|found| found.fix.is_some()), "no fix: {body}\n{before:#?}");
    take_all(&world, &before);
    let text = String::from_utf8(world.read(PAGE).expect("it is there")).expect("text");
    let after = errors(&build(&world).diagnostics);
    assert!(after.is_empty(), "{text}\n{}", short(&after));
    let start = text.match_indices("+++").nth(1).expect("front matter").0 + 3;
    text[start..].trim_matches(['\r', '\n']).to_owned()
}

/// The page is left without a fix, because one would break something else.
#[track_caller]
fn unfixed(body: &str) {
    let found = errors(&build(&world(body)).diagnostics);
    assert!(!found.is_empty(), "nothing is wrong with {body}");
    assert!(found.iter().all(|found| found.fix.is_none()), "{body}\n{found:#?}");
}

#[test]
fn words_are_put_where_they_stand() {
    for (wrong, right) in [
        (
            ":quote[the enemy lost nine vehicles]{src=minutes}",
            ":quote[the enemy lost two vehicles]{src=minutes}",
        ),
        (
            ":cite[c]{src=minutes quote=\"the enemy lost nine vehicles\"}",
            ":cite[c]{src=minutes quote=\"the enemy lost two vehicles\"}",
        ),
        (
            ":cite[c]{src=minutes quote='the enemy lost nine vehicles'}",
            ":cite[c]{src=minutes quote='the enemy lost two vehicles'}",
        ),
        (
            ":quote[t]{src=minutes original=\"the enemy lost nine vehicles\"}",
            ":quote[t]{src=minutes original=\"the enemy lost two vehicles\"}",
        ),
        (
            "::passage{src=minutes quote=\"the enemy lost nine vehicles\"}",
            "::passage{src=minutes quote=\"the enemy lost two vehicles\"}",
        ),
        (
            ":note[n]{#why}\n\n:::note{#why}\nSee :quote[the enemy lost nine vehicles]{src=minutes}.\n\n\
             ::passage{src=minutes quote=\"the enemy lost ten vehicles\"}\n:::",
            ":note[n]{#why}\n\n:::note{#why}\nSee :quote[the enemy lost two vehicles]{src=minutes}.\n\n\
             ::passage{src=minutes quote=\"the enemy lost two vehicles\"}\n:::",
        ),
        (
            "See.[^1]\n\n[^1]: It says :quote[the enemy lost nine vehicles]{src=minutes}.",
            "See.[^1]\n\n[^1]: It says :quote[the enemy lost two vehicles]{src=minutes}.",
        ),
    ] {
        assert_eq!(fixed(wrong), right);
    }
}

#[test]
fn a_value_without_quotation_marks_gets_them() {
    assert_eq!(
        fixed(":cite[c]{src=minutes quote=enemy-lost-two-vehicles}"),
        ":cite[c]{src=minutes quote=\"enemy lost two vehicles\"}"
    );
    assert_eq!(
        fixed(":cite[c]{quote=enemy-lost-two-vehicles src=minutes}"),
        ":cite[c]{quote=\"enemy lost two vehicles\" src=minutes}"
    );
    assert_eq!(
        fixed(":cite[c]{src=minutes quote = enemy-lost-two-vehicles}"),
        ":cite[c]{src=minutes quote = \"enemy lost two vehicles\"}"
    );
}

#[test]
fn words_over_several_lines_become_one_line() {
    for (wrong, right) in [
        (
            "> :cite[c]{src=minutes quote=\"the enemy\n> lost nine\n> vehicles\"} and on.",
            "> :cite[c]{src=minutes quote=\"the enemy lost two vehicles\"} and on.",
        ),
        (
            "- One :quote[the enemy\n  lost nine vehicles]{src=minutes}\n- Two",
            "- One :quote[the enemy lost two vehicles]{src=minutes}\n- Two",
        ),
        (
            "Two lines\r\n:quote[“the enemy\r\nlost nine vehicles”]{src=minutes}\r\nand on.",
            "Two lines\r\n:quote[“the enemy lost two vehicles”]{src=minutes}\r\nand on.",
        ),
        (
            ":cite[c]{src=minutes quote=\"the enemy\r\nlost nine vehicles\"}",
            ":cite[c]{src=minutes quote=\"the enemy lost two vehicles\"}",
        ),
    ] {
        assert_eq!(fixed(wrong), right);
    }
}

#[test]
fn the_marks_around_words_stay() {
    for (open, close) in [
        ("“", "”"),
        ("«", "»"),
        ("„", "“"),
        ("\"", "\""),
        ("‘", "’"),
        ("»", "«"),
        ("‹", "›"),
        ("“", ",”"),
        ("“", "”,"),
        ("“", "”."),
        ("*", "*"),
        ("**“", "”**"),
    ] {
        let quotation =
            |number: &str| format!(":quote[{open}the enemy lost {number} vehicles{close}]{{src=minutes}}");
        let fixed = fixed(&quotation("nine"));
        let kept = fixed.contains(&format!("[{open}the enemy lost two vehicles"))
            && fixed.contains(&format!("vehicles{close}]"));
        assert!(kept, "{fixed}");
    }
}

#[test]
fn signs_are_escaped_as_the_place_asks_for() {
    for words in [
        "clerk wrote \"never again\" thrice in the book",
        "the soldiers' own C:temp folder that she lost",
        "The sum of 234 is never what we were told",
        "The firms RD and AB are missing in the list",
        "The note says see 1 x and 2 in few of the copies",
        "A row of abc stands in the room of the clerk",
        "The mark x stands before b and that in the room",
        "He typed cite x srcminutes and sent it to the police",
    ] {
        for place in [
            ":quote[WORDS]{src=signs}",
            "| a | b |\n|---|---|\n| x | :quote[WORDS]{src=signs} |",
            "A ` tick before :quote[WORDS]{src=signs}.",
            "## A heading of :quote[WORDS]{src=signs}",
        ] {
            fixed(&place.replace("WORDS", words));
        }
        for place in [
            ":cite[c]{src=signs quote=\"WORDS\"}",
            ":cite[c]{src=signs quote='WORDS'}",
            ":quote[t]{src=signs original=\"WORDS\"}",
            "::passage{src=signs quote=\"WORDS\"}",
            "| a | b |\n|---|---|\n| x | :cite[c]{src=signs quote=\"WORDS\"} |",
            "A ` tick before :cite[c]{src=signs quote=\"WORDS\"}.",
        ] {
            let quote = if place.contains('\'') { '\'' } else { '"' };
            let written: String =
                words.chars().map(|c| if c == quote { format!("\\{c}") } else { c.to_string() }).collect();
            fixed(&place.replace("WORDS", &written));
        }
    }
}

#[test]
fn no_sign_is_lost() {
    for (wrong, right) in [
        (":quote[The sum of 234 is all]{src=signs}", ":quote[The sum of 2\\*3\\*4 is]{src=signs}"),
        (
            "::passage{src=signs quote=\"A row of abc lies in the book\"}",
            "::passage{src=signs quote=\"A row of a&#124;b&#124;c stands in the book\"}",
        ),
        (
            ":quote[A row of abc lies in the book]{src=signs}",
            ":quote[A row of a\\|b\\|c stands in the book]{src=signs}",
        ),
        (
            ":cite[c]{src=signs quote='the soldiers own C:temp folder'}",
            ":cite[c]{src=signs quote='the soldiers\\' own C:\\\\temp folder'}",
        ),
    ] {
        assert_eq!(fixed(wrong), right);
    }
}

#[test]
fn words_are_those_of_the_place_that_is_given() {
    assert_eq!(
        fixed(":quote[the fleet lost nine ships]{src=signs at=p9}"),
        ":quote[the fleet lost four ships]{src=signs at=p9}"
    );
    let outcome = build(&world(":quote[the fleet lost nine ships]{src=signs at=p2}"));
    assert!(errors(&outcome.diagnostics)[0].fix.is_none(), "it would fail at that place");
}

#[test]
fn what_else_stands_in_a_label_is_not_thrown_away() {
    for label in [
        "the :note[enemy]{#why} lost nine vehicles",
        "the enemy[^1] lost nine vehicles",
        "the [enemy](@/briefings/b.md) lost nine vehicles",
        "the enemy lost nine vehicles :cite[c]{src=minutes quote=\"and withdrew\"}",
    ] {
        unfixed(&format!(":quote[{label}]{{src=minutes}}\n\n:::note{{#why}}\nw\n:::\n\n[^1]: n"));
    }
}

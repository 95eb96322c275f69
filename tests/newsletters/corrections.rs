//! What was corrected is said in mails as it is on the site.

use super::{BRIEFING, LETTER, letter, mail, site};

fn corrected() -> String {
    BRIEFING.replacen(
        "authors =",
        "corrections = [{ date = 2026-01-09, kind = \"correction\", text = \"We had *three*; see [the other](a:quiet).\", \
         annotation = \"two\" }]\nauthors =",
        1,
    )
}

#[test]
fn a_briefing_says_what_was_corrected_before_its_text() {
    let world = site(&[("content/briefings/minutes.md", &corrected())]);
    let mail = mail(&world, "content/briefings/minutes.md");
    let text = "*Correction, 9 January 2026:* We had _three_; see the other [2]. The\nplace in the text [3]\n\
                [2] https://example.org/desk/a/quiet/\n[3] https://example.org/desk/a/two/\n\nTwo were lost";
    assert!(mail.text.contains(text), "{}", mail.text);
    let markdown =
        "**Correction, 9 January 2026:** We had *three*; see [the other](https://example.org/desk/a/quiet/).";
    assert!(mail.markdown.starts_with(markdown), "{}", mail.markdown);
    assert!(mail.paste.starts_with("<p><strong>Correction, 9 January 2026:</strong>"), "{}", mail.paste);
    let (before, after) = mail.html.split_once("Correction, 9 January 2026:").expect("it is there");
    assert!(before.contains("What was lost.") && after.contains("Two were lost"), "{}", mail.html);
    assert!(before.trim_end_matches("<strong>").ends_with("border-left: 3px solid #9a5b00;\">"), "{before}");
}

#[test]
fn a_card_says_when_its_briefing_was_corrected() {
    let card = letter("::briefing{path=\"@/briefings/minutes.md\"}");
    let world = site(&[("content/briefings/minutes.md", &corrected()), (LETTER, &card)]);
    let mail = mail(&world, LETTER);
    for (form, words) in [
        (&mail.html, "<strong>Correction, 9 January 2026</strong>"),
        (&mail.text, "*Correction, 9 January 2026*"),
        (&mail.markdown, "**Correction, 9 January 2026**"),
        (&mail.paste, "<strong>Correction, 9 January 2026</strong>"),
    ] {
        assert!(form.contains(words), "{form}");
    }
}

use super::*;

fn folded(text: &str) -> String {
    Folded::new(text, Kind::Html).text
}

fn pdf(text: &str) -> String {
    Folded::new(text, Kind::Pdf).text
}

#[test]
fn plain_text_stays_as_it_is() {
    let text = "The ministry said, on 2 March: nothing (so far).";
    let folded = Folded::new(text, Kind::Html);
    assert_eq!(folded.text, text);
    assert!(folded.events.is_empty());
}

#[test]
fn each_rule_folds_what_it_names() {
    for (text, expected) in [
        ("e\u{301}te\u{301}", "été"),
        ("ﬁnal oﬃce", "final office"),
        ("10²", "10²"),
        ("a\u{a0}\u{2009} b\nc\t d", "a b c d"),
        ("co\u{ad}unter\u{200b}\u{2060}\u{feff}\u{200e}x", "counterx"),
        ("“a” «b» „c“ ‘d’ e′ 'f' ʼg", "'a' 'b' 'c' 'd' e' 'f' 'g"),
        ("« nous »", "'nous'"),
        ("sagte »nous« und", "sagte 'nous' und"),
        ("5–7 a‑b −5", "5-7 a-b -5"),
        ("a — b - c – d—e", "a—b—c—d—e"),
        ("pre- and post-war", "pre- and post-war"),
        ("Wait... what … no . . . yes", "Wait…what…no…yes"),
        ("end. . . . Then", "end.…Then"),
        ("end.... Then", "end.…Then"),
        ("good practice[3] to[4, 5][6] [7] x[2]y [2Fe-2S]", "good practice to [7] x[2]y [2Fe-2S]"),
        ("第一\n第二", "第一第二"),
        ("第一 第二", "第一 第二"),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn page_layout_is_folded_in_pdfs_only() {
    assert_eq!(pdf("Evalu-\nation of a long-term plan"), "Evaluation of a longterm plan");
    assert_eq!(pdf("destroyed\n\u{c}14\nduring"), "destroyed during");
    assert_eq!(pdf("destroyed\n- 14 -\n\n\u{c}\nduring"), "destroyed during");
    assert_eq!(pdf("destroyed\n\u{c}14 men came"), "destroyed 14 men came");
    assert_eq!(folded("destroyed\n\u{c}14\nduring"), "destroyed 14 during");
    assert_eq!(folded("Evalu-\nation"), "Evalu- ation");
}

#[test]
fn offsets_lead_back() {
    let text = "Say “e\u{301}te\u{301}” — now";
    let folded = Folded::new(text, Kind::Html);
    assert_eq!(folded.text, "Say 'été'—now");
    let at = folded.text.find("été").unwrap();
    assert_eq!(&text[folded.original(&(at..at + "été".len()))], "e\u{301}te\u{301}");
    let at = folded.text.find("now").unwrap();
    assert_eq!(&text[folded.original(&(at..at + 3))], "now");
}

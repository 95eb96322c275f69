//! The five forms of two letters, letter by letter.

use ibid::export::mail::Mail;
use ibid::world::Memory;

use super::{BRIEFING, CONFIG, LETTER, letter, mail, site};

/// A letter with everything that a letter can hold.
pub(crate) const FULL: &str = r#"+++
subject = "Зерно & «хто рахує»: two or three?"
preheader = "What was lost, and who counted."
from = "Стіл, Озерний <desk@example.org>"
+++

Two ports *opened* this week, and **one** didn't. See [what was *lost*](a:two), [the same](@/briefings/minutes.md#a-two), [the
briefing](@/briefings/minutes.md), [its source](@/sources/minutes.md) and [a register](https://register.example.org/?a=1&b=(2)).
This letter says that :note[nobody counted]{#nobody}.[^when]

:::note{#nobody}
As far as is known.
:::

[^when]: On 8 January.

## Cards & lists

::annotation{id=two}

::annotation{id=quiet}

::briefing{path="@/briefings/minutes.md"}

::source{src=minutes}

::passage{src=minutes quote="Nobody was hurt in the village."}

1. One
2. Two
   - nested `code_with_underscores`

> Somebody said: ~~three~~ two.

| Port | Tonnes |
|:-----|-------:|
| Pell *Quay* | 360 |
| [Osk](a:quiet) | 80 |

::figure[The quay]{src="/quay.png" alt="Two cranes" credit="A. Clerk"}

![A crane](/desk/quay.png)

```toml
a = "<b>"
```

::events[Coming]{data="events.toml"}

::further-reading{limit=1}

::follow

---

Last <span onclick="x()">words</span><br>of it. © 5 > 3.
"#;

const EVENTS: &str = "[[events]]\ntitle = \"Open day\"\nstart = 2026-02-01T18:00:00\nend = 2026-02-01T19:00:00\nplace = \"Hall\"\n\
    online = true\nurl = \"https://example.org/open\"\ndescription = \"For all.\"\n";

pub(crate) fn full() -> Memory {
    let config = format!(
        "{CONFIG}unsubscribe = \"https://list.example.org/u/{{{{ id }}}}\"\none_click = true\n\
        utm = {{ source = \"letter\", medium = \"email\", campaign = \"{{slug}}\" }}\n\n\
        [[social]]\nname = \"Network\"\nurl = \"https://social.example.org/@desk\"\n"
    );
    let world = site(&[("ibid.toml", &config), (LETTER, FULL), ("events.toml", EVENTS)]);
    world.insert("static/quay.png", include_bytes!("../site/pictures/eight-by-four.png").as_slice());
    world
}

#[track_caller]
fn golden(name: &str, mail: &Mail) {
    insta::with_settings!({ snapshot_path => "../newsletters", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (file, bytes) in mail.files() {
            insta::assert_snapshot!(file.replace(&mail.name, name), String::from_utf8_lossy(bytes).replace('\r', ""));
        }
    });
}

#[test]
fn a_letter_with_everything() {
    golden("full", &mail(&full(), LETTER));
}

#[test]
fn a_briefing_is_mailed_as_it_is() {
    golden("briefing", &mail(&site(&[]), "content/briefings/minutes.md"));
}

#[test]
fn a_letter_in_another_language_speaks_it() {
    let world = site(&[("content/newsletters/2026-01-09.uk.md", &letter("Див. [це](a:two)."))]);
    let mail = mail(&world, "content/newsletters/2026-01-09.uk.md");
    assert_eq!(mail.name, "2026-01-09.uk");
    assert!(mail.html.contains("<html lang=\"uk\">") && mail.text.contains("9 січня 2026"), "{}", mail.text);
    assert!(mail.text.contains("https://example.org/desk/uk/newsletters/2026-01-09/"), "{}", mail.text);
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(mail(&full(), LETTER), mail(&full(), LETTER));
    let other = mail(&site(&[(LETTER, &letter("One."))]), LETTER).message.unwrap_or_default();
    let id = |message: &[u8]| {
        let text = String::from_utf8_lossy(message).into_owned();
        text.lines().find(|line| line.starts_with("Message-ID: ")).map(str::to_owned).expect("an id")
    };
    assert_ne!(
        id(&other),
        id(&mail(&site(&[(LETTER, &letter("Two."))]), LETTER).message.unwrap_or_default())
    );
    assert!(id(&other).starts_with("Message-ID: <2026-01-09.") && id(&other).ends_with("@example.org>"));
}

#[test]
fn every_link_into_the_site_is_a_permalink_without_a_fragment() {
    let mail = mail(&full(), LETTER);
    for form in [&mail.html, &mail.text, &mail.paste, &mail.markdown] {
        assert!(form.contains("https://example.org/desk/a/two/?utm_source=letter"), "{form}");
        assert!(!form.contains("/#") && !form.contains("\"/") && !form.contains("](/"), "{form}");
        let own = form.matches("https://example.org/desk/").count();
        assert_eq!(
            own,
            form.matches("utm_campaign=2026-01-09").count() + form.matches("/quay").count(),
            "{form}"
        );
    }
    let longest =
        mail.text.lines().filter(|line| !line.contains("://")).map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 72), "{}", mail.text);
}

#[test]
fn templates_of_mails_can_be_overridden() {
    let world = site(&[
        (LETTER, &letter("::annotation{id=two}\n\n::ours{x=1}\n\n::theirs{x=2}")),
        (
            "templates/newsletter/letter.html",
            "{% extends \"builtin/newsletter/letter.html\" %}{% block foot %}<p>Ours, {{ subject }}.</p>{% endblock %}",
        ),
        (
            "templates/newsletter/mail.html",
            "{% extends \"builtin/newsletter/mail.html\" %}{% block styles %}{{ super() }}h1 { color: #400; }{% endblock %}",
        ),
        ("templates/newsletter/directives/annotation.html", "<p>Card of {{ annotation.id }}</p>"),
        ("templates/directives/ours.html", "<section><p>for pages {{ attrs.x }}</p></section>"),
        ("templates/newsletter/directives/ours.html", "<p>for mails {{ attrs.x }}</p>"),
        (
            "templates/directives/theirs.html",
            "<section class=\"x\"><p>everywhere {{ attrs.x }}</p></section>",
        ),
    ]);
    let mail = mail(&world, LETTER);
    assert!(
        mail.text.contains("Card of two\n\nfor mails 1\n\neverywhere 2\n\n* * *\n\nOurs, A letter."),
        "{}",
        mail.text
    );
    assert!(mail.html.contains("color: #400") && !mail.html.contains("<section"), "{}", mail.html);
}

#[test]
fn what_a_letter_says_of_itself_falls_back_to_what_is_known() {
    let mail = mail(&site(&[("content/briefings/minutes.md", BRIEFING)]), "content/briefings/minutes.md");
    assert_eq!(mail.subject, "On minutes & hours");
    assert_eq!(mail.preheader.as_deref(), Some("What was lost."));
}

#[test]
fn a_letter_from_right_to_left_is_set_so() {
    let config = CONFIG.replace("title = \"Desk\"", "title = \"Desk\"\ndefault_language = \"ar\"");
    let world = site(&[("ibid.toml", &config), (LETTER, &letter("> Quoted.\n\n- One"))]);
    let (mail, _) = super::mail_of(&world, LETTER, &ibid::config::Settings::default());
    let html = mail.expect("a mail").html;
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">") && html.contains("text-align: right"), "{html}");
    assert!(html.contains("border-right: 3px") && !html.contains("border-left: 3px"), "{html}");
}

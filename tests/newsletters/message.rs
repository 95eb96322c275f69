//! The message before two readers that know nothing of who wrote it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use mail_parser::{HeaderValue, MessageParser};

use super::golden::full;
use super::{LETTER, mail};

#[test]
fn mail_parser_reads_both_parts_and_all_names() {
    let mail = mail(&full(), LETTER);
    let bytes = mail.message.as_deref().expect("a message");
    let message = MessageParser::default().parse(bytes).expect("it can be read");
    assert_eq!(message.subject(), Some("Зерно & «хто рахує»: two or three?"));
    let from = message.from().and_then(|from| from.first()).expect("a sender");
    assert_eq!((from.name(), from.address()), (Some("Стіл, Озерний"), Some("desk@example.org")));
    assert_eq!(
        message.date().map(mail_parser::DateTime::to_rfc3339).as_deref(),
        Some("2026-01-09T00:00:00Z")
    );
    assert_eq!((message.text_body_count(), message.html_body_count()), (1, 1));
    let unix = |text: &str| text.replace("\r\n", "\n");
    assert_eq!(message.body_text(0).map(|text| unix(&text)).as_deref(), Some(mail.text.as_str()));
    assert_eq!(message.body_html(0).map(|html| unix(&html)).as_deref(), Some(mail.html.as_str()));
    assert!(matches!(message.header("List-Unsubscribe"), Some(value) if *value != HeaderValue::Empty));
    assert_eq!(
        message.header_raw("List-Unsubscribe-Post").map(str::trim),
        Some("List-Unsubscribe=One-Click")
    );
    assert!(message.attachments().next().is_none());
}

#[test]
fn every_line_of_the_message_may_go_through_any_server() {
    let message = mail(&full(), LETTER).message.expect("a message");
    assert!(message.is_ascii());
    for line in message.split(|byte| *byte == b'\n') {
        assert!(line.len() <= 998, "{}", String::from_utf8_lossy(line));
    }
    let bare = message.windows(2).any(|pair| pair[1] == b'\n' && pair[0] != b'\r');
    assert!(!bare, "every line ends as mails do");
}

#[test]
fn python_reads_both_parts_and_all_names() {
    const PROGRAM: &str = "
import email, email.policy, json, sys
message = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
parts = list(message.iter_parts())
sender = message['From'].addresses[0]
print(json.dumps([message['Subject'], sender.display_name, sender.addr_spec, message.get_content_type(),
    [part.get_content_type() for part in parts], [part.get_content().replace('\\r\\n', '\\n') for part in parts],
    str(message['Date'].datetime), message['List-Unsubscribe'], [str(defect) for defect in message.defects]]))
";
    let started =
        Command::new("python3").args(["-c", PROGRAM]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut python) = started else { return super::tools::missing("Python") };
    let mail = mail(&full(), LETTER);
    let bytes = mail.message.as_deref().expect("a message");
    python.stdin.take().expect("a way in").write_all(bytes).expect("it reads");
    let output = python.wait_with_output().expect("it ends");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("what it read");
    let expected = serde_json::json!([
        "Зерно & «хто рахує»: two or three?",
        "Стіл, Озерний",
        "desk@example.org",
        "multipart/alternative",
        ["text/plain", "text/html"],
        [mail.text, mail.html],
        "2026-01-09 00:00:00+00:00",
        "<https://list.example.org/u/{{ id }}>",
        [],
    ]);
    assert_eq!(said, expected);
}

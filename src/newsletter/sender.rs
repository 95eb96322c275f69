//! Who a letter is from.

/// A name and an address, as in `Lake Desk <desk@example.org>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// What readers see; empty where only the address is known.
    pub name: String,
    /// The address.
    pub address: String,
}

impl Sender {
    /// Reads `Name <name@host>` or `name@host`; none where that is no address.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address.trim()),
            None => ("", text),
        };
        let is_sound = is_address(address) && !name.contains(|c: char| c.is_control() || "<>".contains(c));
        is_sound.then(|| Self { name: name.to_owned(), address: address.to_owned() })
    }

    /// What follows the `@`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, host)| host)
    }
}

/// Whether this is an address that all mail servers take: of plain letters, with a dot in its host.
fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_name = !name.is_empty() && name.chars().all(is_plain) && !name.contains("..");
    let is_label = |label: &str| {
        let is_ascii = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(is_ascii) && !label.starts_with('-') && !label.ends_with('-')
    };
    is_name
        && !name.starts_with('.')
        && !name.ends_with('.')
        && host.contains('.')
        && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let read = |text: &str| Sender::of(text).map(|sender| (sender.name, sender.address));
        let pair = |name: &str, address: &str| Some((name.to_owned(), address.to_owned()));
        assert_eq!(read("desk@example.org"), pair("", "desk@example.org"));
        assert_eq!(read(" Озерний стіл <desk@example.org> "), pair("Озерний стіл", "desk@example.org"));
        assert_eq!(
            read("\"Desk, Lake\" <desk+x@mail.example.org>"),
            pair("Desk, Lake", "desk+x@mail.example.org")
        );
    }

    #[test]
    fn what_no_server_would_take_is_none() {
        for text in [
            "",
            "desk",
            "desk@",
            "@example.org",
            "desk@example",
            "desk@exa mple.org",
            "a\nb <desk@example.org>",
            "Desk <desk@example.org",
            "desk@-example.org",
            "a@b@example.org",
            "стіл@example.org",
        ] {
            assert_eq!(Sender::of(text), None, "{text}");
        }
    }
}

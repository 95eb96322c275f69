//! What a visit to a link came to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was seen of a link, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What it came to.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The address at which it ended, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Whether the page has the anchors that links name, where that is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<String, Option<bool>>,
    /// Seconds since 1970-01-01 UTC.
    pub when: u64,
}

/// What a link is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It leads to something.
    Fine,
    /// It leads to something that has another address for good.
    Moved {
        /// That address.
        to: String,
    },
    /// It leads nowhere.
    Dead(Death),
    /// The server does not say, to a program at least.
    Refused {
        /// The status it answered with.
        status: u16,
    },
    /// It leads into a private network.
    Private,
    /// Names of hosts cannot be looked up at the moment.
    NoNames,
    /// It did not work, and may work another time.
    Unstable {
        /// What happened.
        why: String,
    },
}

/// Why a link is dead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "death", rename_all = "kebab-case")]
pub enum Death {
    /// The server has no such page: 404, 410.
    Gone {
        /// The status it answered with.
        status: u16,
    },
    /// There is no host of that name.
    NoHost,
    /// The connection cannot be trusted.
    Certificate {
        /// What is wrong with it.
        why: String,
    },
    /// What is written there is no address.
    NoAddress {
        /// What is wrong with it.
        why: String,
    },
}

impl Verdict {
    /// Whether the name of its host could not be looked up.
    #[must_use]
    pub fn is_without_host(&self) -> bool {
        matches!(self, Verdict::Dead(Death::NoHost) | Verdict::NoNames)
    }

    /// Whether it is as good next week.
    #[must_use]
    pub fn lasts(&self) -> bool {
        matches!(self, Verdict::Fine | Verdict::Moved { .. })
    }
}

//! The names of all findings.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Which kind of finding a diagnostic is. Each has a page of the manual, which `ibid explain` prints.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes, in the order of the phases that report them.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The name that is shown, and that `ibid explain` takes.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    // Files and configuration
    /// A file that has to be text is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file or folder could not be read.
    Unreadable = "unreadable",
    /// Something could not be written to the output folder.
    Unwritable = "unwritable",
    /// The output folder holds files that ibid did not write.
    ForeignOutput = "foreign-output",
    /// A file among the content that is neither a page nor a source nor beside one.
    StrayFile = "stray-file",
    /// No `ibid.toml` where one has to be.
    MissingConfig = "missing-config",
    /// A theme whose folder is not there.
    UnknownTheme = "unknown-theme",

    // Front matter and configuration values
    /// Front matter begins and does not end.
    UnclosedFrontMatter = "unclosed-front-matter",
    /// TOML or YAML that cannot be read.
    Syntax = "syntax",
    /// A key that means nothing here.
    UnknownKey = "unknown-key",
    /// A value of the wrong type, or outside what is allowed.
    InvalidValue = "invalid-value",
    /// A key that has to be there is not.
    MissingKey = "missing-key",

    // Languages
    /// Words of the theme that a language of the site does not have.
    Untranslated = "untranslated",
    /// A file whose name ends in a language that the site does not have.
    UndeclaredLanguage = "undeclared-language",

    // Directives
    /// A directive whose name nobody knows.
    UnknownDirective = "unknown-directive",
    /// A label that begins with `[` and never ends.
    UnclosedLabel = "unclosed-label",
    /// Attributes that begin with `{` and never end.
    UnclosedAttributes = "unclosed-attributes",
    /// Attributes that cannot be read.
    InvalidAttributes = "invalid-attributes",
    /// A container without its closing colons.
    UnclosedContainer = "unclosed-container",
    /// Closing colons without a container.
    UnopenedContainer = "unopened-container",
    /// A directive written in a form that its name does not have, as `::cite[…]`.
    WrongForm = "wrong-form",
    /// A directive where none can stand, as in an image's description.
    MisplacedDirective = "misplaced-directive",
    /// Emphasis or a link that begins inside a label and ends outside, or the other way round.
    CrossedLabel = "crossed-label",
    /// An attribute that means nothing to this directive.
    UnknownAttribute = "unknown-attribute",
    /// An attribute that has to be there is not.
    MissingAttribute = "missing-attribute",

    // Blocks of code
    /// A block of code in a language that nobody knows.
    UnknownLanguage = "unknown-language",
    /// An option of a block of code that means nothing, or names lines that are not there.
    CodeOption = "code-option",

    // Annotations
    /// Two annotations, or two pages' annotations, with one id.
    DuplicateId = "duplicate-id",
    /// An id outside `[a-z0-9][a-z0-9-]*`.
    InvalidId = "invalid-id",
    /// A `:note` whose body is nowhere.
    MissingNote = "missing-note",
    /// A `:::note` that no annotation refers to.
    UnusedNote = "unused-note",
    /// A footnote that is referred to and not defined.
    MissingFootnote = "missing-footnote",
    /// A footnote that is defined and not referred to.
    UnusedFootnote = "unused-footnote",
    /// An annotation that names no evidence and has no note.
    EmptyAnnotation = "empty-annotation",

    // The ledger
    /// A line of the ledger that cannot be read, or a ledger that was cut off.
    BrokenLedger = "broken-ledger",
    /// A ledger that a newer ibid wrote.
    LedgerVersion = "ledger-version",
    /// A published address at which nothing would stand any more.
    LostPermalink = "lost-permalink",
    /// A published annotation that any of several may be.
    UnclearPermalink = "unclear-permalink",
    /// An annotation that was retracted or moved, and stands in the text all the same.
    RetractedPermalink = "retracted-permalink",
    /// A link to an annotation that was retracted.
    RetractedLink = "retracted-link",
    /// A letter links to what is not published yet.
    Unpublished = "unpublished",
    /// The ledger does not say what the site is.
    LedgerBehind = "ledger-behind",

    // Sources
    /// A source id that no file of `content/sources/` has.
    UnknownSource = "unknown-source",
    /// Two files that are one source.
    DuplicateSource = "duplicate-source",
    /// The original beside a source is not the one whose hash is recorded.
    ChangedOriginal = "changed-original",
    /// A page, time or paragraph mark that cannot be read.
    InvalidPlace = "invalid-place",

    // Quotations: the causes of a failure
    /// The words are near those of the source, and not the same.
    Altered = "quotation-altered",
    /// Capital and small letters differ.
    Case = "quotation-case",
    /// Diacritics differ.
    Diacritics = "quotation-diacritics",
    /// A figure differs.
    Number = "quotation-number",
    /// The segments are in the source in another order.
    Order = "quotation-order",
    /// An omission longer than the rules allow.
    GapTooLong = "quotation-gap-too-long",
    /// An omission that swallows a negation or a hedge.
    OmitsNegation = "quotation-omits-negation",
    /// Words are left out and nothing says so.
    UnmarkedOmission = "quotation-unmarked-omission",
    /// Too much of the quotation is the author's own.
    TooMuchInserted = "quotation-too-much-inserted",
    /// The words are in the source at another place than the one given.
    WrongPlace = "quotation-wrong-place",
    /// Nothing in the source comes near.
    NotFound = "quotation-not-found",
    // Quotations: warnings
    /// The first letter's case was changed without brackets.
    CaseUnmarked = "quotation-case-unmarked",
    /// A segment beside an omission is one word long.
    ShortSegment = "quotation-short-segment",
    /// A leading omission cuts a negation off its own sentence.
    EdgeNegation = "quotation-edge-negation",
    /// The quotation is too short to prove anything.
    TooShort = "quotation-too-short",
    /// The words stand in several places and nothing tells which is meant.
    Ambiguous = "quotation-ambiguous",
    /// The source has no text to check against.
    Unverifiable = "quotation-unverifiable",

    // Links and pages
    /// A link to a page, anchor or file that is not there.
    BrokenLink = "broken-link",
    /// A link out of the site that leads nowhere.
    DeadLink = "dead-link",
    /// A link out of the site whose page has another address for good.
    MovedLink = "moved-link",
    /// A link out of the site that did not work, and may work another time.
    UnstableLink = "unstable-link",
    /// A link out of the site of which it is not known whether it works.
    UncheckedLink = "unchecked-link",
    /// A link out of the site to a place that its page does not have.
    MissingAnchor = "missing-anchor",
    /// Not one host could be found.
    NoNetwork = "no-network",
    /// An `a:` link to an annotation that is not there.
    UnknownAnnotation = "unknown-annotation",
    /// Two pages that would be written to one address.
    DuplicateUrl = "duplicate-url",
    /// A taxonomy that `ibid.toml` does not declare.
    UnknownTaxonomy = "unknown-taxonomy",
    /// A picture that cannot be read, is too large, or is of a kind that cannot be resized.
    UnusablePicture = "unusable-picture",

    // Newsletters
    /// A link that leads nowhere from a mail.
    UnmailableLink = "unmailable-link",
    /// A link of a mail to a place within a page, which may get lost on the way.
    LostAnchor = "lost-anchor",
    /// A picture that many mail programs don't show.
    UnmailablePicture = "unmailable-picture",
    /// A mail so large that its end is cut off.
    LargeNewsletter = "large-newsletter",
    /// A letter without a text.
    EmptyNewsletter = "empty-newsletter",

    // Templates
    /// A template that cannot be read.
    TemplateSyntax = "template-syntax",
    /// A template that fails on a page.
    TemplateFailed = "template-failed",
    /// A template that is asked for and not there.
    MissingTemplate = "missing-template",

    // ibid itself
    /// A fault of ibid's own.
    Internal = "internal",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Code {
    type Err = ();

    /// The code of that name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Code::ALL.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}

//! A copy of the text, byte for byte as long, in which directives are neutral: a comma means nothing in Markdown
//! and stands for what belongs to a directive within a line; a line that is a leaf or a fence of a container
//! becomes a horizontal rule, or a heading where it has a label, because those are one line high, end a
//! paragraph, and make no list loose.

use std::ops::Range;

use super::directive::Form;
use super::scan::Found;

/// What stands for a directive within a line.
const COMMAS: &str = ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,";
/// What stands for one that is a line.
const RULE: &str = "________________________________________________________________";

/// A masked stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the masked copy.
    pub range: Range<usize>,
    pub kind: PieceKind,
    /// The directive, by its place in the list.
    pub directive: usize,
}

/// What a masked stretch was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// `:name[`
    TextOpen,
    /// `]{…}`
    TextClose,
    /// `:name{…}`
    TextWhole,
    /// The line of a leaf, or the opening line of a container, without a label.
    Line,
    /// `::name[`; the rest of the line is a heading.
    LabelOpen,
    /// `]{…}` and the rest of the line.
    LabelClose,
    /// The closing line of a container.
    End,
}

/// The stretches to mask, in order; `start` is the byte of the file where the copy begins.
pub(super) fn pieces(found: &[Found], start: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(found.len() * 2);
    for (directive, found) in found.iter().enumerate() {
        let (opening, closing) = match (found.form, found.closing.is_some()) {
            (Form::Text, true) => (PieceKind::TextOpen, PieceKind::TextClose),
            (Form::Text, false) => (PieceKind::TextWhole, PieceKind::TextClose),
            (_, true) => (PieceKind::LabelOpen, PieceKind::LabelClose),
            (_, false) => (PieceKind::Line, PieceKind::LabelClose),
        };
        let mut add = |range: &Range<usize>, kind| {
            pieces.push(Piece { range: range.start - start..range.end - start, kind, directive });
        };
        add(&found.opening, opening);
        if let Some(range) = &found.closing {
            add(range, closing);
        }
        if let Some(range) = &found.end_line {
            add(range, PieceKind::End);
        }
    }
    pieces.sort_unstable_by_key(|piece| piece.range.start);
    pieces
}

/// The masked copy of `text`.
pub(super) fn mask(text: &str, pieces: &[Piece]) -> String {
    let mut copy = String::with_capacity(text.len());
    for piece in pieces {
        copy.push_str(&text[copy.len()..piece.range.start]);
        let fill = match piece.kind {
            PieceKind::Line | PieceKind::End => RULE,
            PieceKind::LabelOpen => {
                copy.push_str("# ");
                COMMAS
            }
            _ => COMMAS,
        };
        while copy.len() < piece.range.end {
            copy.push_str(&fill[..fill.len().min(piece.range.end - copy.len())]);
        }
    }
    copy.push_str(&text[copy.len()..]);
    copy
}

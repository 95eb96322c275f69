//! Stylesheets without what no browser reads: comments, line ends, indentation.

/// A stylesheet in fewer bytes, with the same meaning. Only blanks go that stand beside a sign which ends or begins
/// something: those around `+`, `>`, `:` or a bracket that opens may mean something.
pub(super) fn compact(css: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(css.len());
    let (mut at, mut is_apart) = (0, false);
    while let Some(&byte) = css.get(at) {
        let end = match byte {
            b'/' if css[at..].starts_with(b"/*") => comment_end(css, at),
            b'"' | b'\'' => string_end(css, at),
            _ => at + 1,
        };
        if byte.is_ascii_whitespace() || byte == b'/' && end > at + 1 {
            is_apart = true;
        } else {
            if is_apart && !has_ended(out.last()) && !b"{};,)".contains(&byte) {
                out.push(b' ');
            }
            is_apart = false;
            if byte == b'}' && out.last() == Some(&b';') {
                out.pop();
            }
            out.extend_from_slice(&css[at..end]);
        }
        at = end;
    }
    out
}

/// Whether what follows needs no blank before it.
fn has_ended(last: Option<&u8>) -> bool {
    last.is_none_or(|last| b"{};,:(".contains(last))
}

fn comment_end(css: &[u8], start: usize) -> usize {
    memchr::memmem::find(&css[start + 2..], b"*/").map_or(css.len(), |end| start + 2 + end + 2)
}

fn string_end(css: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = css.get(at) {
        match byte {
            b'\\' => at += 2,
            _ if byte == css[start] => return at + 1,
            _ => at += 1,
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::STATIC;

    fn compacted(css: &str) -> String {
        String::from_utf8(compact(css.as_bytes())).expect("text stays text")
    }

    #[test]
    fn what_means_something_stays() {
        for (css, wanted) in [
            ("/* a */ a { color: red; }\n", "a{color:red}"),
            ("a  :hover > b ,\n c + d { }", "a :hover > b,c + d{}"),
            (
                "p { width: calc( 1.5rem + 1.8vw - (2px * 3) ) ; }",
                "p{width:calc(1.5rem + 1.8vw - (2px * 3))}",
            ),
            ("@media (min-width: 70rem) and (x) { a { b: c; } }", "@media (min-width:70rem) and (x){a{b:c}}"),
            (
                "a::before { content: \"? /* { ; } \\\" \" / \"\"; }",
                "a::before{content:\"? /* { ; } \\\" \" / \"\"}",
            ),
            ("a/**/b { c: ' \\' ; '; d: e }", "a b{c:' \\' ; ';d:e}"),
            (".a :is(.b, .c) d:not( :last-child ) {}", ".a :is(.b,.c) d:not(:last-child){}"),
            ("a { b: \"open", "a{b:\"open"),
            ("a /* open", "a"),
            ("", ""),
        ] {
            assert_eq!(compacted(css), wanted, "{css}");
            assert_eq!(compacted(wanted), wanted, "again");
        }
    }

    #[test]
    fn the_built_in_stylesheets_keep_every_sign() {
        for (path, bytes) in STATIC.iter().filter(|(path, _)| path.ends_with(".css")) {
            let small = compact(bytes);
            assert!(small.len() * 10 < bytes.len() * 9, "{path}: {} of {} bytes", small.len(), bytes.len());
            let rules = |css: &[u8]| memchr::memchr_iter(b'{', css).count();
            assert_eq!(rules(&small), rules(bytes), "{path}");
        }
    }
}

//! Who speaks. In a source of the kind `transcript`, a paragraph that begins with strong words and a colon names its
//! speaker by them: `**Minister:** Good evening.`

use super::{Tag, Token};

/// Both are written: Chinese and Japanese have a colon of their own.
const COLONS: [char; 2] = [':', '：'];

/// Makes the names of speakers elements of their own. The text stays as it is; a colon right behind the strong words goes to
/// the name.
pub(super) fn name(tokens: &mut [Token], text: &str) {
    for paragraph in 0..tokens.len() {
        if tokens[paragraph] != Token::Open(Tag::Paragraph) {
            continue;
        }
        let is_mark = |token: &Token| matches!(token, Token::Page(_) | Token::Time(_));
        let open = paragraph + 1 + tokens[paragraph + 1..].iter().take_while(|token| is_mark(token)).count();
        if tokens.get(open) == Some(&Token::Open(Tag::Strong)) && ends_with_colon(&mut tokens[open..], text) {
            tokens[open] = Token::Open(Tag::Speaker);
        }
    }
}

/// Whether an element, the first of the tokens, ends with a colon, or takes one over from the words after it.
fn ends_with_colon(tokens: &mut [Token], text: &str) -> bool {
    let Some(close) = close(tokens) else { return false };
    let (inside, after) = tokens.split_at_mut(close);
    let Some(Token::Text(name)) = inside.last_mut() else { return false };
    if text[name.clone()].trim_end().ends_with(COLONS) {
        return true;
    }
    let Some(Token::Text(words)) = after.get_mut(1) else { return false };
    let Some(colon) = text[words.clone()].chars().next().filter(|first| COLONS.contains(first)) else {
        return false;
    };
    name.end += colon.len_utf8();
    words.start = name.end;
    true
}

/// Where the element ends that the first token opens.
fn close(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

//! What a card holds, in letters of every script it knows.

use std::io::Cursor;

use super::{Card, HEIGHT, WIDTH};

fn card(words: &str) -> Card {
    Card {
        words: words.to_owned(),
        below: "A. Clerk, Minutes of the council (invented), 6 January 2026".to_owned(),
        site: "Desk".to_owned(),
    }
}

/// Red, green and blue of every pixel.
fn pixels(card: &Card) -> Vec<[u8; 3]> {
    let png = card.paint().expect("a picture");
    assert!(png.len() < 100_000, "{} bytes", png.len());
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("it is PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut bytes).expect("it is whole");
    assert_eq!((frame.width, frame.height), (WIDTH, HEIGHT));
    bytes.as_chunks::<3>().0.to_vec()
}

/// The columns and rows between which something dark stands above the rule: the words.
fn extent(pixels: &[[u8; 3]]) -> ([usize; 2], [usize; 2]) {
    let dark = |at: &usize| pixels[*at].iter().all(|part| *part < 0x60);
    let width = WIDTH as usize;
    let inside = |at: &usize| (40..width - 40).contains(&(at % width)) && at / width < 460;
    let found: Vec<usize> = (0..pixels.len()).filter(inside).filter(dark).collect();
    let ends = |all: Vec<usize>| [*all.iter().min().expect("words"), *all.iter().max().expect("words")];
    (ends(found.iter().map(|at| at % width).collect()), ends(found.iter().map(|at| at / width).collect()))
}

const LONG: &str = "“The council noted that the harbour would close for the winter months, that the two remaining vessels \
    would be moved to the southern berth, and that nobody had been asked whether the road along the shore could bear what \
    would be taken over it until the spring”";

#[test]
fn words_of_any_length_stay_within_their_margins() {
    let one_word =
        "Verfassungsgerichtspräsidentinnenkonferenzvorsitzendenstellvertreterinnenwahlordnung".repeat(4);
    let endless = "word ".repeat(400);
    for words in ["“No”", "“They lost two vehicles”", LONG, &one_word, &endless, ""] {
        let pixels = pixels(&card(words));
        if words.is_empty() {
            continue;
        }
        let ([left, right], [top, bottom]) = extent(&pixels);
        assert!(
            left >= 76 && right <= 1124 && top >= 50 && bottom <= 452,
            "{words}: {left}-{right}, {top}-{bottom}"
        );
    }
}

#[test]
fn short_words_are_large_and_stand_in_the_middle() {
    let height = |words: &str| {
        let (_, [top, bottom]) = extent(&pixels(&card(words)));
        (bottom - top, top.abs_diff(500 - bottom))
    };
    let (short, apart) = height("“No”");
    assert!((60..120).contains(&short), "{short}");
    assert!(apart < 40, "{apart}");
    assert!(height(LONG).0 > 250);
}

#[test]
fn what_is_written_from_the_right_begins_there() {
    for words in ["“הוועדה החליטה”", "«قررت اللجنة»"] {
        let pixels = pixels(&card(words));
        let ([left, right], _) = extent(&pixels);
        assert!(left > 250 && right > 1080, "{words}: {left}-{right}");
        let at = |column: usize| pixels[100 * WIDTH as usize + column];
        assert_eq!((at(3), at(1196)), ([0xfd, 0xfc, 0xfa], [0x13, 0x4a, 0x70]), "the stripe is on the right");
    }
}

#[test]
fn letters_are_known_before_they_are_set() {
    for words in
        ["“A naïve Łódź”", "«Їжак, ґанок — №»", "«Ἀθῆναι, Αθήνα»", "“שָׁלוֹם”", "«سلام، می‌شود»", "[…] 1–2 €"]
    {
        assert!(card(words).can_be_set(), "{words}");
    }
    for words in ["「東京」", "नमस्ते", "ไทย", "🙂"] {
        assert!(!card(words).can_be_set(), "{words}");
    }
    // A name loses what there is no letter for.
    let named = |site: &str| Card { site: site.to_owned(), ..card("Words") }.paint();
    assert_eq!(named("Desk"), named("Desk🙂"));
}

#[test]
fn the_same_words_make_the_same_picture_and_others_another_name() {
    let one = card("Words");
    assert_eq!(one.paint(), one.clone().paint());
    let split = Card { words: "Word".to_owned(), below: format!("s{}", one.below), ..one.clone() };
    assert_ne!(one.key(), split.key());
}

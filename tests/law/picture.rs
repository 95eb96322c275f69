//! Pictures that are small and differ.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// A PNG of 24 × 12 pixels, all of one grey.
pub(crate) fn picture(grey: u8) -> Vec<u8> {
    const WIDTH: u8 = 24;
    const HEIGHT: u8 = 12;
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    // Eight bits of grey for each pixel, nothing interlaced.
    chunk(&mut bytes, *b"IHDR", &[0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, 0, 0, 0, 0]);
    // Each row begins with the number of its filter, which is none.
    let row: Vec<u8> = std::iter::once(0).chain(std::iter::repeat_n(grey, usize::from(WIDTH))).collect();
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
    rows.write_all(&row.repeat(usize::from(HEIGHT))).expect("memory can be written to");
    chunk(&mut bytes, *b"IDAT", &rows.finish().expect("memory can be written to"));
    chunk(&mut bytes, *b"IEND", &[]);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a short chunk");
    bytes.extend(length.to_be_bytes());
    let mut crc = Crc::new();
    crc.update(&name);
    crc.update(data);
    bytes.extend(name);
    bytes.extend(data);
    bytes.extend(crc.sum().to_be_bytes());
}

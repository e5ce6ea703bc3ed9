//! The luma of the pixels of a PNG or JPEG file.

use std::io::{BufRead, BufReader, Seek};
use std::path::Path;

use png::{BitDepth, Transformations};
use synaptome_infomax::input::Image;
use synaptome_lab::{Result, open_file};
use zune_jpeg::JpegDecoder;

/// What the first bytes of every PNG file are.
const PNG: [u8; 4] = *b"\x89PNG";
/// No picture has more bytes.
const LARGEST: usize = 1 << 30;
/// The luma of red, green and blue (ITU-R BT.709).
const LUMA: [f64; 3] = [0.2126, 0.7152, 0.0722];

/// The luma of a picture between 0 and 1; its first bytes tell the format.
pub(super) fn decode(path: &Path) -> Result<Image> {
    let mut file = BufReader::new(open_file(path)?);
    if file.fill_buf()?.starts_with(&PNG) { decode_png(file) } else { decode_jpeg(file) }
}

fn decode_png(file: impl BufRead + Seek) -> Result<Image> {
    let mut decoder = png::Decoder::new(file);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().filter(|&size| size <= LARGEST);
    let mut bytes = vec![0; size.ok_or("the picture has more than 2^30 bytes")?];
    let frame = reader.next_frame(&mut bytes)?;
    bytes.truncate(frame.buffer_size());
    let channels = frame.color_type.samples();
    let size = (frame.width as usize, frame.height as usize);
    match frame.bit_depth {
        BitDepth::Sixteen => grey(size, channels, bytes.chunks_exact(2).map(sixteen_bits)),
        _ => grey(size, channels, bytes.into_iter().map(eight_bits)),
    }
}

fn decode_jpeg(file: impl BufRead + Seek) -> Result<Image> {
    let mut decoder = JpegDecoder::new(file);
    let bytes = decoder.decode()?;
    let info = decoder.info().ok_or("the picture has no size")?;
    let space = decoder.output_colorspace().ok_or("the picture has no colours")?;
    let size = (usize::from(info.width), usize::from(info.height));
    grey(size, space.num_components(), bytes.into_iter().map(eight_bits))
}

fn eight_bits(level: u8) -> f64 {
    f64::from(level) / 255.0
}

/// PNG has the byte of higher value first.
fn sixteen_bits(level: &[u8]) -> f64 {
    level.iter().fold(0.0, |value, &byte| 256.0 * value + f64::from(byte)) / 65_535.0
}

/// One channel is grey and two are grey with opacity, which is left out; three and four are colours.
fn grey(
    (width, height): (usize, usize),
    channels: usize,
    levels: impl Iterator<Item = f64>,
) -> Result<Image> {
    let levels: Vec<f64> = levels.collect();
    let luma = |pixel: &[f64]| match pixel {
        [red, green, blue, ..] => LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue,
        _ => pixel[0],
    };
    Ok(Image::new(width, height, levels.chunks_exact(channels).map(luma).collect())?)
}

//! Letters and digits as pictures, drawn with a round pen.

use synaptome_hopfield::State;
use synaptome_lab::Result;

/// Pixels on a side of a picture.
pub(super) const SIDE: usize = 12;

/// Half the width of the pen, in pixels.
const PEN: f64 = 0.8;

/// The name of each picture, and its strokes. A letter of a stroke is one of fifteen points, three in each of five rows, from
/// `a` at the upper left to `o` at the lower right.
const GLYPHS: [(&str, &str); 36] = [
    ("A", "mdbfo gi"),
    ("B", "am abfhg hlnm"),
    ("C", "cbdjno"),
    ("D", "am abflnm"),
    ("E", "camo gi"),
    ("F", "cam gi"),
    ("G", "cbdjnlih"),
    ("H", "am co gi"),
    ("I", "bn ac mo"),
    ("J", "clnj"),
    ("K", "am cgo"),
    ("L", "amo"),
    ("M", "mahco"),
    ("N", "maoc"),
    ("O", "bdjnlfb"),
    ("P", "mabfhg"),
    ("Q", "bdjnlfb ho"),
    ("R", "mabfhg ho"),
    ("S", "fbdhlnj"),
    ("T", "ac bn"),
    ("U", "ajnlc"),
    ("V", "anc"),
    ("W", "amhoc"),
    ("X", "ao cm"),
    ("Y", "ahc hn"),
    ("Z", "acmo"),
    ("0", "bdjnlfb jf"),
    ("1", "dbn mo"),
    ("2", "dbfmo"),
    ("3", "achlnj"),
    ("4", "agi co"),
    ("5", "caghlnj"),
    ("6", "fbdjnlhg"),
    ("7", "acn"),
    ("8", "bdhlnjhfb"),
    ("9", "ihdbflnj"),
];

/// The names of all pictures.
pub(super) fn names() -> Vec<&'static str> {
    GLYPHS.iter().map(|(name, _)| *name).collect()
}

/// All pictures: +1 where there is ink.
pub(super) fn pictures() -> Result<Vec<State>> {
    GLYPHS.iter().map(|(_, strokes)| picture(strokes)).collect()
}

fn picture(strokes: &str) -> Result<State> {
    let pixels =
        (0..SIDE * SIDE).map(|i| is_inked(strokes, ((i % SIDE) as f64, (i / SIDE) as f64)));
    Ok(State::from_bools(&pixels.collect::<Vec<_>>())?)
}

/// Whether the pen touches the middle of a pixel.
fn is_inked(strokes: &str, pixel: (f64, f64)) -> bool {
    strokes.split(' ').any(|stroke| {
        let points: Vec<_> = stroke.bytes().map(point).collect();
        points.windows(2).any(|ends| distance(pixel, ends[0], ends[1]) <= PEN)
    })
}

/// The place of a letter of a stroke, in pixels.
fn point(letter: u8) -> (f64, f64) {
    let index = letter - b'a';
    (2.5 + 3.0 * f64::from(index % 3), 1.5 + 2.0 * f64::from(index / 3))
}

/// The distance of a pixel from the line between two points.
fn distance(pixel: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let (across, down) = (pixel.0 - from.0, pixel.1 - from.1);
    let along = ((across * x + down * y) / (x * x + y * y)).clamp(0.0, 1.0);
    (across - along * x).hypot(down - along * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_pictures_differ_and_have_ink_and_paper() {
        let pictures = pictures().unwrap();
        for (i, picture) in pictures.iter().enumerate() {
            let ink = picture.iter().filter(|&&spin| spin > 0).count();
            assert!((20..72).contains(&ink), "{}: {ink}", GLYPHS[i].0);
            for other in &pictures[..i] {
                assert!(picture.distance(other).unwrap() >= 4, "{}", GLYPHS[i].0);
            }
        }
    }
}

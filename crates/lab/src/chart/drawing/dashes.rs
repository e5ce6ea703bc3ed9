//! Dashes of pictures in pixels: the library begins them anew at every point, so that a dashed line of many points
//! looks solid.

use kuva::render::render::{Primitive, Scene};

type Xy = (f64, f64);

/// A longer line lies far outside of any picture and is left whole, as the number of its dashes has no bound.
const LONGEST: f64 = 1e6;

/// The same scene, where each dashed line is made of its dashes.
pub(super) fn cut(mut scene: Scene) -> Scene {
    scene.elements = scene.elements.into_iter().flat_map(pieces).collect();
    scene
}

fn pieces(element: Primitive) -> Vec<Primitive> {
    match element {
        Primitive::PolyLine { points, stroke, stroke_width, stroke_dasharray: Some(pattern) } => {
            let piece = |points| Primitive::PolyLine {
                points,
                stroke: stroke.clone(),
                stroke_width,
                stroke_dasharray: None,
            };
            dashes(&points, &lengths(&pattern)).into_iter().map(piece).collect()
        }
        other => vec![other],
    }
}

/// The lengths of dashes and gaps in turn; none of a pattern that has no gap.
fn lengths(pattern: &str) -> Vec<f64> {
    let numbers = pattern.split([' ', ',']).filter_map(|word| word.parse().ok());
    let lengths: Vec<f64> = numbers.filter(|length| *length > 0.0).collect();
    if lengths.len().is_multiple_of(2) { lengths } else { Vec::new() }
}

/// The dashes of a line, which go on over its points.
fn dashes(line: &[Xy], lengths: &[f64]) -> Vec<Vec<Xy>> {
    let length: f64 = line.windows(2).map(|e| (e[1].0 - e[0].0).hypot(e[1].1 - e[0].1)).sum();
    let is_cut = !lengths.is_empty() && length <= LONGEST;
    let (Some(&first), true) = (line.first(), is_cut) else {
        return vec![line.to_vec()];
    };
    let (mut dashes, mut phase, mut left) = (vec![vec![first]], 0, lengths[0]);
    let mut put = |point, phase: usize, turns: bool| match (phase.is_multiple_of(2), turns) {
        (true, _) => dashes.last_mut().into_iter().for_each(|dash| dash.push(point)),
        (false, true) => dashes.push(vec![point]),
        (false, false) => {}
    };
    for ends in line.windows(2) {
        let ((x, y), (dx, dy)) = (ends[0], (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1));
        let (whole, mut done) = (dx.hypot(dy), 0.0);
        while done + left < whole {
            done += left;
            put((x + dx * done / whole, y + dy * done / whole), phase, true);
            phase = (phase + 1) % lengths.len();
            left = lengths[phase];
        }
        left -= whole - done;
        put(ends[1], phase, false);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_between_the_ends_of_a_line_do_not_move_its_dashes() {
        let ends = |line: &[Xy]| -> Vec<(Xy, Xy)> {
            let dashes = dashes(line, &lengths("8 4"));
            dashes.iter().map(|dash| (dash[0], *dash.last().unwrap())).collect()
        };
        let many: Vec<Xy> = (0..=400).map(|step| (f64::from(step) * 0.25, 7.0)).collect();
        let begins = (0..9).map(|k| 12.0 * f64::from(k));
        let expected: Vec<_> = begins.map(|x| ((x, 7.0), ((x + 8.0).min(100.0), 7.0))).collect();
        assert_eq!(ends(&many), expected);
        assert_eq!(ends(&[(0.0, 7.0), (100.0, 7.0)]), expected);
    }

    #[test]
    fn dashes_cover_two_thirds_of_a_bent_line() {
        let times = (0..2_000).map(|k| f64::from(k) / 100.0);
        let bent: Vec<Xy> = times.map(|t| (30.0 * t, 50.0 * t.sin())).collect();
        let length = |line: &[Xy]| -> f64 {
            line.windows(2).map(|e| (e[1].0 - e[0].0).hypot(e[1].1 - e[0].1)).sum()
        };
        let drawn: f64 = dashes(&bent, &lengths("8,4")).iter().map(|dash| length(dash)).sum();
        assert!((drawn / length(&bent) - 2.0 / 3.0).abs() < 0.01);
    }

    #[test]
    fn a_pattern_without_a_gap_leaves_the_line_whole() {
        let line = [(0.0, 0.0), (9.0, 0.0)];
        for pattern in ["", "8", "8 0", "none"] {
            assert_eq!(dashes(&line, &lengths(pattern)), [line.to_vec()]);
        }
        assert_eq!(dashes(&[], &lengths("8 4")), [Vec::new()]);
    }

    #[test]
    fn a_line_without_an_end_is_left_whole() {
        for far in [f64::INFINITY, 1e300] {
            let line = [(0.0, 0.0), (far, 0.0)];
            assert_eq!(dashes(&line, &lengths("8 4")), [line.to_vec()]);
        }
    }
}

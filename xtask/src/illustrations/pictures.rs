//! A Hopfield network recalls a picture from a damaged one.

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use synaptome_hopfield::{Dynamics, Ease, Hebbian, Messages, Noise, State, WritingRule};
use synaptome_lab::Result;
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};

/// Pictures are squares of so many pixels on a side.
const SIDE: i32 = 24;

pub(super) fn chart() -> Result<Chart> {
    let rng = &mut ChaCha12Rng::seed_from_u64(2);
    let shapes = Messages::new(SHAPES.iter().map(picture).collect::<Result<_>>()?)?;
    let (stored, cue) = (&shapes[0], Noise::Probability(0.3).damage(&shapes[0], rng)?);
    let hebb = Hebbian::default().write(&shapes, rng)?;
    let hebb = hebb.recall(&cue, &Dynamics::default(), rng)?.state;
    let ease = Ease::default().write(&shapes, rng)?;
    let ease = ease.recall(&cue, &Dynamics::default(), rng)?.state;
    let shown = [
        ("one of eight stored pictures", stored),
        ("cue: 30 % of the pixels flipped", &cue),
        ("recalled with Hebb's rule", &hebb),
        ("recalled with ridge regression (EASE)", &ease),
    ];
    Ok(Chart::new(shown.map(|(title, state)| panel(title, state)).into()))
}

fn panel(title: &str, state: &State) -> Panel {
    let grey = |spin: &i8| if *spin > 0 { 0.1 } else { 0.9 };
    let rows = state.spins().chunks(SIDE as usize).map(|row| row.iter().map(grey).collect());
    let (size, axis) = (f64::from(SIDE), || Axis::linear("pixels").range(0.0, f64::from(SIDE)));
    let image = Series::image(rows.collect(), (0.0, size), (0.0, size));
    Panel::new(title, axis(), axis()).with(image).legend(Legend::Hidden)
}

/// Whether a pixel belongs to a shape, from its distance to the middle, right and down.
type Shape = fn(i32, i32) -> bool;

const SHAPES: [Shape; 8] = [
    |x, y| (36..100).contains(&(x * x + y * y)),
    |x, y| x.abs() < 3 || y.abs() < 3,
    |x, y| (x - y).abs() < 3 || (x + y).abs() < 3,
    |x, y| x.abs().max(y.abs()) < 9 && x.abs().max(y.abs()) > 5,
    |x, y| y < 9 && 2 * x.abs() < y + 10,
    |x, _| x.rem_euclid(8) < 4,
    |_, y| y.rem_euclid(8) < 4,
    |x, y| (x + y).rem_euclid(8) < 4,
];

fn picture(shape: &Shape) -> Result<State> {
    let pixels = (0..SIDE * SIDE).map(|i| shape(i % SIDE - SIDE / 2, i / SIDE - SIDE / 2));
    Ok(State::from_bools(&pixels.collect::<Vec<_>>())?)
}

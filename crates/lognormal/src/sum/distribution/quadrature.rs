//! Adaptive integration by the Gauss–Kronrod rule with 7 and 15 nodes.

/// Nodes of the Kronrod rule on (0, 1\], outermost first; every second is one of Gauss's.
const NODES: [f64; 7] = [
    0.991_455_371_120_812_6,
    0.949_107_912_342_758_5,
    0.864_864_423_359_769_1,
    0.741_531_185_599_394_4,
    0.586_087_235_467_691_1,
    0.405_845_151_377_397_2,
    0.207_784_955_007_898_47,
];
const KRONROD: [f64; 7] = [
    0.022_935_322_010_529_224,
    0.063_092_092_629_978_56,
    0.104_790_010_322_250_18,
    0.140_653_259_715_525_92,
    0.169_004_726_639_267_9,
    0.190_350_578_064_785_4,
    0.204_432_940_075_298_9,
];
const KRONROD_CENTER: f64 = 0.209_482_141_084_727_82;
const GAUSS: [f64; 3] =
    [0.129_484_966_168_869_7, 0.279_705_391_489_276_64, 0.381_830_050_505_118_9];
const GAUSS_CENTER: f64 = 0.417_959_183_673_469_4;

/// Gauss's and Kronrod's rule may differ by this fraction of the whole; the error of the latter
/// is then below [`ERROR`] of it.
const DISAGREEMENT: f64 = 1e-11;
/// Relative error of an integral.
pub(crate) const ERROR: f64 = 1e-13;
/// Halvings of one interval; by then rounding is what is left.
const HALVINGS: u32 = 30;
/// A disagreement below this fraction of the whole that halving does not reduce is rounding.
const ROUNDING: f64 = 5e-9;

/// The Kronrod value of the integral, and how far Gauss's is from it.
pub(crate) fn rule(f: &impl Fn(f64) -> f64, low: f64, high: f64) -> (f64, f64) {
    let (center, half) = (low + (high - low) / 2.0, (high - low) / 2.0);
    let middle = f(center);
    let (mut kronrod, mut gauss) = (KRONROD_CENTER * middle, GAUSS_CENTER * middle);
    for (i, (node, weight)) in NODES.iter().zip(KRONROD).enumerate() {
        let both = f(center - half * node) + f(center + half * node);
        kronrod += weight * both;
        if i % 2 == 1 {
            gauss += GAUSS[i / 2] * both;
        }
    }
    (half * kronrod, half * (kronrod - gauss).abs())
}

/// The integral, where the rule itself gave `first` and `total` is the size of what it is
/// part of.
pub(crate) fn refine(
    f: &impl Fn(f64) -> f64,
    (low, high): (f64, f64),
    first: (f64, f64),
    total: f64,
) -> f64 {
    halve(f, (low, high), (first.0, first.1, f64::INFINITY), total, HALVINGS)
}

fn halve(
    f: &impl Fn(f64) -> f64,
    (low, high): (f64, f64),
    (value, doubt, before): (f64, f64, f64),
    total: f64,
    left: u32,
) -> f64 {
    let doubtful = doubt > DISAGREEMENT * total;
    let rounding = doubt > 0.4 * before && doubt < ROUNDING * total;
    if !doubtful || rounding || left == 0 {
        return value;
    }
    let middle = low + (high - low) / 2.0;
    let halves = [(low, middle), (middle, high)];
    let part = |(a, b)| {
        let (value, own) = rule(f, a, b);
        halve(f, (a, b), (value, own, doubt), total, left - 1)
    };
    halves.map(part).iter().sum()
}

/// The integral of one function over one interval.
pub(crate) fn integral(f: &impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let first = rule(f, low, high);
    refine(f, (low, high), first, first.0.abs())
}

//! Log-normal sums and synaptic information.

use super::machine::EXPONENTIALS;
use super::row::{Row, own, peer};

const EXACT: &[super::Rival] = &[own("exact convolution", "lognormal/exact convolution, N = 25")];

pub(super) const ROWS: &[Row] = &[
    Row::new("mi/closed form, N = 25, n = d = 20")
        .against(&[peer("NumPy", "mi/closed form, N = 25, n = d = 20")])
        // e^x − 1 of each pair of synapses in each pattern.
        .limit(EXPONENTIALS, 25.0 * 210.0)
        .aim("30 times"),
    Row::new("mi/one of 2,000 closed forms, N = 25, n = d = 20, two threads")
        .against(&[own("one thread", "mi/one of 2,000 closed forms, N = 25, n = d = 20")])
        .aim("1.8 times"),
    Row::new("mi/one sample of set 3").against(&[peer("NumPy", "mi/one sample of set 3")]),
    Row::new("mi/one sample of set 3 with its features")
        .against(&[peer("NumPy", "mi/one sample of set 3 with its features")])
        .aim("15 times"),
    Row::new("mi/closed form, N = 10, n = 1225, d = 50"),
    Row::new("mi/copula of NIG marginals, N = 25, n = d = 20"),
    Row::new("lognormal/exact convolution, N = 25"),
    Row::new("lognormal/NIG recursion, N = 25").against(EXACT),
    Row::new("lognormal/MGF matching, N = 25").against(EXACT),
    Row::new("lognormal/Schwartz-Yeh, N = 25").against(EXACT),
    Row::new("lognormal/Fenton-Wilkinson, N = 25").against(EXACT),
    Row::new("lognormal/P(X1 + X2 <= x)").against(&[peer("SciPy", "lognormal/P(X1 + X2 <= x)")]),
];

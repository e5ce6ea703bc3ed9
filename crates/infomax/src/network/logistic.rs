//! The quantile function of the logistic distribution, in single precision.

/// −ln(limit/word − 1) to an absolute error of 2e-6, which changes firing probabilities by less
/// than 2e-6 of themselves; infinite from the limit on.
#[inline(always)]
pub(super) fn logistic(r: f32, limit: f32) -> f32 {
    /// The bits of 1.0, and those that hold the fraction of a number.
    const ONE: u32 = 0x3f80_0000;
    const FRACTION: u32 = 0x007f_ffff;
    let odds = limit / r - 1.0;
    // For 2^e (1 + m) the bits less those of 1 are (e + m) 2²³, which is log₂ but for a function
    // of m alone.
    let steps = (odds.to_bits() as i32).wrapping_sub(ONE as i32) as f32;
    let m = f32::from_bits(odds.to_bits() & FRACTION | ONE) - 1.5;
    let logistic = steps.mul_add(-std::f32::consts::LN_2 / 8_388_608.0, remainder(m));
    if r < limit { logistic } else { f32::INFINITY }
}

/// ln 2 (½ + m) − ln(3/2 + m) on ±½, interpolated at Chebyshev's nodes to 3e-7.
#[inline(always)]
fn remainder(m: f32) -> f32 {
    const C: [f32; 8] = [
        -0.058_891_69,
        0.026_480_62,
        0.222_245_08,
        -0.098_779_03,
        0.048_932_415,
        -0.026_069_587,
        0.017_405_023,
        -0.010_009_29,
    ];
    let pair = |at: usize| m.mul_add(C[at + 1], C[at]);
    let m2 = m * m;
    m2.mul_add(m2.mul_add(m2.mul_add(pair(6), pair(4)), pair(2)), pair(0))
}

#[cfg(test)]
mod tests {
    use super::logistic;

    #[test]
    fn the_noise_is_the_inverse_of_the_firing_probability() {
        for max_probability in [1.0, 0.95, 0.5, 0.01] {
            let limit = max_probability * 4_294_967_296.0;
            for word in (0..4000).map(|i| i * 1_073_741 + 17).chain([1, 2, 100, u32::MAX]) {
                let found = f64::from(logistic(word as f32, limit as f32));
                // r as the kernel sees it, with 24 bits.
                let r = f64::from(word as f32);
                let exact = -(f64::from(limit as f32) / r - 1.0).ln();
                if r >= f64::from(limit as f32) {
                    assert_eq!(found, f64::INFINITY);
                } else {
                    // In terms of the probability at which the neuron would just fire.
                    let probability = |u: f64| max_probability / (1.0 + (-u).exp());
                    let (p, q) = (probability(found), probability(exact));
                    assert!((p / q - 1.0).abs() < 3e-6, "{word} {max_probability}: {p} {q}");
                }
            }
        }
    }
}

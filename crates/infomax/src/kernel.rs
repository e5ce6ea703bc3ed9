//! The inner loops, written so that the compiler turns them into the widest
//! vector instructions of the machine that runs them. There is no reassociation
//! and no fused operation, so every machine computes the same bits.

/// Lanes to which columns are padded.
pub(crate) const LANES: usize = 8;

/// The number of lanes that `len` values are padded to.
pub(crate) fn padded(len: usize) -> usize {
    len.div_ceil(LANES) * LANES
}

/// e^x for x in [−700, 700], clamped outside, to a relative error of 1e-11.
///
/// The fused operations are exact on every machine; where there is no instruction for them
/// they are slow, not different.
///
/// The workspace has other vector exponentials on purpose: those of the crates hopfield and lognormal
/// are accurate to the last digits, which their reference values test. Here the noise of a neuron is
/// far above 1e-11, and fused operations halve the time.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    // Adding 1.5·2⁵² rounds to an integer, which then stands in the lowest bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-700.0, 700.0);
    let shifted = x.mul_add(std::f64::consts::LOG2_E, SHIFT);
    let r = (shifted - SHIFT).mul_add(-std::f64::consts::LN_2, x);
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    polynomial(r) * power
}

/// The Taylor polynomial of e^r of degree 9, |r| ≤ ln 2 / 2.
#[inline(always)]
fn polynomial(r: f64) -> f64 {
    let r2 = r * r;
    let pair = |low: f64, high: f64| r.mul_add(high, low);
    let first = r2.mul_add(pair(1.0 / 2.0, 1.0 / 6.0), pair(1.0, 1.0));
    let second = r2.mul_add(pair(1.0 / 720.0, 1.0 / 5_040.0), pair(1.0 / 24.0, 1.0 / 120.0));
    let third = pair(1.0 / 40_320.0, 1.0 / 362_880.0);
    let r4 = r2 * r2;
    r4.mul_add(r4.mul_add(third, second), first)
}

/// Adds to `sum` the columns of the firing neurons.
#[inline(always)]
pub(crate) fn add_columns(sum: &mut [f64], columns: &[f64], firing: &[u16]) {
    let stride = sum.len();
    for &j in firing {
        let column = &columns[usize::from(j) * stride..][..stride];
        for (sum, weight) in sum.iter_mut().zip(column) {
            *sum += weight;
        }
    }
}

/// Adds values one by one.
#[inline(always)]
pub(crate) fn add(sum: &mut [f64], values: &[f64]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Replaces potentials by firing probabilities `max_probability`/(1 + e^−u).
#[inline(always)]
pub(crate) fn probabilities(potentials: &mut [f64], max_probability: f64) {
    for u in potentials {
        *u = max_probability / (1.0 + exp(-*u));
    }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn the_exponential_is_that_of_the_library_to_1e_11() {
        for i in -70_000..=70_000 {
            let x = f64::from(i) * 0.01 + 0.003;
            let x = x.clamp(-700.0, 700.0);
            let relative = (exp(x) / x.exp() - 1.0).abs();
            assert!(relative < 1e-11, "{x}: {relative:e}");
        }
    }

    #[test]
    fn outside_its_range_the_exponential_is_finite_and_positive() {
        for x in [-1e308, -1000.0, 1000.0, 1e308, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(exp(x).is_finite() && exp(x) > 0.0, "{x}");
        }
    }
}

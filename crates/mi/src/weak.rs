//! Information far below one nat, to full relative precision.

use synaptome_lognormal::{Cholesky, SymmetricMatrix};

use crate::Error;
use crate::weights::Weights;

/// Below so many nats per synapse the difference of two log-determinants of size one would lose
/// more than two of its sixteen digits.
pub(crate) const WEAK_NATS: f64 = 1e-2;

/// Replaces the information of prefixes that are weak by what [`prefixes`] computes.
pub(crate) fn refine(
    values_nats: &mut [f64],
    weights: &Weights,
    rest: &Cholesky,
) -> Result<(), Error> {
    let is_weak = |a: usize, nats: f64| nats.abs() < WEAK_NATS * (a + 1) as f64;
    let last = values_nats.iter().enumerate().rposition(|(a, &nats)| is_weak(a, nats));
    let precise = last.map(|last| prefixes(weights, rest, last + 1)).transpose()?;
    for (a, (nats, precise)) in values_nats.iter_mut().zip(precise.unwrap_or_default()).enumerate()
    {
        if is_weak(a, *nats) && precise.is_finite() {
            *nats = precise;
        }
    }
    Ok(())
}

/// MI of the first 1, …, n synapses, from the difference D = Σ_w − Σ_w/l itself:
///
/// MI = Σ_a ln(1 + r_a) − ½ Σ_a D_aa + ½ ln|I + S|, S = L⁻¹ D L⁻ᵀ, L Lᵀ = Σ_w/l,
///
/// where every term is as small as the information, and the determinant is a sum of ln(1 + e_a)
/// over pivots 1 + e_a of which only e_a is kept. Ends where I + S is not positive definite.
fn prefixes(weights: &Weights, rest: &Cholesky, n: usize) -> Result<Vec<f64>, Error> {
    let rises = rises(weights, n)?;
    let mut matrix = whitened(&rises, rest)?;
    let own: Vec<f64> = matrix.diagonal().collect();
    (0..n).for_each(|a| matrix.row_mut(a)[a] += 1.0);
    let (factor, _) = Cholesky::leading(&matrix);
    let mut total = 0.0;
    let values = (0..factor.dim()).map(|a| {
        let explained: f64 = factor.row(a)[..a].iter().map(|x| x * x).sum();
        let gain = (own[a] - explained).ln_1p();
        total += weights.ratio(a).ln_1p() - rises[(a, a)] / 2.0 + gain / 2.0;
        total
    });
    Ok(values.collect())
}

/// D_ab = ln(1 + (K_ab − K'_ab)/(1 + K'_ab)) for the relative covariances K with and K' without the
/// pattern, whose own is k and whose mean is r times that of the others:
///
/// K − K' = (r_a r_b k − K'(r_a + r_b + r_a r_b)) / ((1 + r_a)(1 + r_b)).
fn rises(weights: &Weights, n: usize) -> Result<SymmetricMatrix, Error> {
    let (rest, own) = (weights.conditional.covariance(), weights.own.covariance());
    let rise = |a: usize, b: usize| {
        let (r_a, r_b) = (weights.ratio(a), weights.ratio(b));
        let (sigma, sigma_own) = (rest[(a, b)], own[(a, b)]);
        let gain = scaled_exp_m1(weights.ln_ratio(a) + weights.ln_ratio(b) - sigma, sigma_own);
        let loss = (r_a + r_b + r_a * r_b) * (-sigma).exp_m1();
        ((gain + loss) / ((1.0 + r_a) * (1.0 + r_b))).ln_1p()
    };
    Ok(SymmetricMatrix::from_fn(n, rise)?)
}

/// e^scale (e^x − 1), finite wherever the product is.
fn scaled_exp_m1(ln_scale: f64, x: f64) -> f64 {
    if x > 1.0 { -(ln_scale + x).exp() * (-x).exp_m1() } else { ln_scale.exp() * x.exp_m1() }
}

/// L⁻¹ D L⁻ᵀ with the leading rows of L.
fn whitened(rises: &SymmetricMatrix, rest: &Cholesky) -> Result<SymmetricMatrix, Error> {
    let n = rises.dim();
    let solve = |column: &[f64]| -> Result<Vec<f64>, Error> {
        let mut padded = column.to_vec();
        padded.resize(rest.dim(), 0.0);
        let mut solved = rest.solve_lower(&padded)?;
        solved.truncate(n);
        Ok(solved)
    };
    let column = |b: usize| (0..n).map(|a| rises[(a, b)]).collect::<Vec<_>>();
    let half = (0..n).map(|b| solve(&column(b))).collect::<Result<Vec<_>, _>>()?;
    let row = |a: usize| half.iter().map(|column| column[a]).collect::<Vec<_>>();
    let whole = (0..n).map(|a| solve(&row(a))).collect::<Result<Vec<_>, _>>()?;
    Ok(SymmetricMatrix::from_fn(n, |a, b| whole[a][b].midpoint(whole[b][a]))?)
}

//! Fits of the truncated power law, the log-normal and the stretched exponential.

use super::kernel::Kernel;
use super::maximum::{Local, maximise};
use super::model::{edge, end};
use super::one_parameter::{self, Feature};
use super::rounded::Rounded;
use super::sample::Sample;
use crate::Error;

/// The parameters of a maximum, and what the likelihood is about it.
pub(super) type Maximum = ([f64; 2], Local);

/// The exponent γ and the rate λ of s^γ e^{−λ s}, λ ≥ 0; the likelihood is concave. None for λ = 0.
pub(super) fn truncated(sample: &Sample) -> Result<(f64, Option<Maximum>), Error> {
    require_three(sample)?;
    let (support, mean) = (sample.support(), sample.mean);
    let power = one_parameter::fit(sample, Feature::LnSize)?;
    let slope = support.moments([power, 0.0]).map_or(f64::INFINITY, |m| m.mean[1] - mean[1]);
    // Where the power law expects smaller sizes than were found, no cut-off helps.
    if slope <= 0.0 {
        return Ok((power, None));
    }
    let local = |[gamma, lambda]: [f64; 2]| {
        let moments = (lambda >= 0.0).then(|| support.moments([gamma, -lambda]))??;
        let [xx, xy, yy] = moments.covariance;
        Some(Local {
            value: gamma * mean[0] - lambda * mean[1] - moments.ln_normaliser,
            gradient: [mean[0] - moments.mean[0], moments.mean[1] - mean[1]],
            hessian: [-xx, xy, -yy],
        })
    };
    let rate = 1.0 / sample.mean(|size| size);
    let starts = [[power, 1e-3 * rate], [0.0, rate]];
    let maximum = starts.into_iter().find_map(|start| maximise(start, local));
    let reason = "the sizes fix no power law with cut-off";
    Ok((power, Some(maximum.ok_or_else(|| sample.no_maximum(reason))?)))
}

/// The parameters a and b with a ln x − b distributed as the kernel.
pub(super) fn rounded(sample: &Sample, kernel: Kernel) -> Result<Maximum, Error> {
    require_three(sample)?;
    let whole = (edge(sample.range.low), end(sample.range));
    let local = |parameters: [f64; 2]| {
        let model = Rounded::new(kernel, parameters)?;
        let mut sum = Local { value: 0.0, gradient: [0.0; 2], hessian: [0.0; 3] };
        for &(size, count) in &sample.counts {
            sum.add(
                count as f64 / sample.total,
                &model.between(edge(size), edge(size.saturating_add(1))),
            );
        }
        sum.add(-1.0, &model.between(whole.0, whole.1));
        sum.value.is_finite().then_some(sum)
    };
    let center = sample.mean(f64::ln);
    let variance = sample.mean(|size| (size.ln() - center).powi(2));
    let scale = 1.0 / variance.sqrt().max(0.1);
    let reason = match kernel {
        Kernel::Normal => "the likelihood of log-normals rises towards that of a power law",
        Kernel::Gumbel => {
            "the likelihood of stretched exponentials rises towards that of a power law"
        }
    };
    let maximum = maximise([scale, scale * center], local);
    let maximum = maximum.or_else(|| maximise([0.3 * scale, 0.0], local));
    maximum.ok_or_else(|| sample.no_maximum(reason))
}

/// That two parameters are not fitted to two neighbouring sizes, which they would fit exactly.
fn require_three(sample: &Sample) -> Result<(), Error> {
    sample.require_inside()?;
    match sample.counts[..] {
        [(size, _)] => Err(sample.no_maximum(&format!("all have size {size}"))),
        [(one, _), (other, _)] if other == one + 1 => {
            Err(sample.no_maximum(&format!("all have the sizes {one} and {other}")))
        }
        _ => Ok(()),
    }
}

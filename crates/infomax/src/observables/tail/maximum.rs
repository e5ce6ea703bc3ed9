//! The maximum of a likelihood with two parameters.

/// A function of two parameters about a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Local {
    pub(super) value: f64,
    pub(super) gradient: [f64; 2],
    /// Second derivatives: first parameter twice, mixed, second parameter twice.
    pub(super) hessian: [f64; 3],
}

/// Newton's method from `start`, with steps shortened as by Levenberg and Marquardt until they lead
/// uphill; `function` is none where it is not defined. None if it comes to no maximum, as
/// when the function rises for ever.
pub(super) fn maximise(
    start: [f64; 2],
    function: impl Fn([f64; 2]) -> Option<Local>,
) -> Option<([f64; 2], Local)> {
    let (mut at, mut local, mut damping) = (start, function(start)?, 1e-3);
    for _ in 0..ITERATIONS {
        if local.decrement().is_some_and(|rise| rise < SMALL) {
            return Some(polish(at, local, function));
        }
        let Some((next, found)) = uphill(at, local, &mut damping, &function) else {
            return local.decrement().filter(|&rise| rise < TOLERABLE).map(|_| (at, local));
        };
        (at, local) = (next, found);
    }
    None
}

const ITERATIONS: usize = 500;
/// A promised rise of a mean log-likelihood that is near the rounding of its value.
const SMALL: f64 = 1e-13;
/// What rounding may leave where the value no longer rises.
const TOLERABLE: f64 = 1e-9;

/// A step that makes the value larger.
fn uphill(
    at: [f64; 2],
    local: Local,
    damping: &mut f64,
    function: impl Fn([f64; 2]) -> Option<Local>,
) -> Option<([f64; 2], Local)> {
    while *damping < 1e15 {
        let next = local.step(*damping).map(|step| [at[0] + step[0], at[1] + step[1]]);
        if let Some(next) = next
            && let Some(found) = function(next).filter(|found| found.value > local.value)
        {
            *damping = (*damping * 0.1).max(1e-18);
            return Some((next, found));
        }
        *damping *= 10.0;
    }
    None
}

/// Two more steps of Newton's method, which the gradient guides where the value is flat.
fn polish(
    mut at: [f64; 2],
    mut local: Local,
    function: impl Fn([f64; 2]) -> Option<Local>,
) -> ([f64; 2], Local) {
    for _ in 0..2 {
        let Some(step) = local.step(0.0) else { break };
        let next = [at[0] + step[0], at[1] + step[1]];
        let Some(found) = function(next) else { break };
        (at, local) = (next, found);
    }
    (at, local)
}

impl Local {
    /// The step of Newton's method, with the curvatures raised by a fraction of themselves; none
    /// where the function is not concave enough.
    fn step(&self, damping: f64) -> Option<[f64; 2]> {
        let [xx, xy, yy] = self.hessian;
        let (a, d) = (damping * xx.abs() - xx, damping * yy.abs() - yy);
        let determinant = a * d - xy * xy;
        let [x, y] = self.gradient;
        let sound = a > 0.0 && d > 0.0 && determinant > 1e-14 * a * d;
        let step = [(d * x + xy * y) / determinant, (a * y + xy * x) / determinant];
        (sound && step.iter().all(|part| part.is_finite())).then_some(step)
    }

    /// Twice the rise that a step of Newton's method promises.
    fn decrement(&self) -> Option<f64> {
        let step = self.step(0.0)?;
        Some(self.gradient[0] * step[0] + self.gradient[1] * step[1])
    }

    /// The covariance of the estimates, if the function is a mean over `count` observations.
    pub(super) fn covariance(&self, count: f64) -> Option<[f64; 3]> {
        let [xx, xy, yy] = self.hessian;
        let determinant = xx * yy - xy * xy;
        let sound = xx < 0.0 && determinant > 0.0;
        sound.then(|| [-yy, xy, -xx].map(|entry| entry / (determinant * count)))
    }
}

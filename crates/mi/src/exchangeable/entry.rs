//! The entries of Σ_w, and by how much one more pattern changes them.

/// An entry of Σ_w, or a difference of two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    /// ln(1 + K).
    pub whole: f64,
    /// The same but for x + ln κ, where K = κ(e^x − 1) for off-diagonal entries: the small part of large
    /// entries.
    pub rest: f64,
}

/// N patterns and the noise of the synapses, whose mean is that of M − N patterns.
///
/// The relative covariance of an entry is K = (N(e^x − 1) + v)/M², with v on the diagonal alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    /// N.
    pub patterns: f64,
    /// M.
    pub total: f64,
    /// v, the variance of the noise in the square of what one pattern adds to the mean.
    pub variance: f64,
}

impl Units {
    /// Patterns without noise.
    pub(super) fn clean(patterns: f64) -> Self {
        Self { patterns, total: patterns, variance: 0.0 }
    }

    /// One pattern less.
    pub(super) fn without_one(self) -> Self {
        Self { patterns: self.patterns - 1.0, total: self.total - 1.0, ..self }
    }

    /// ln(1 + K) for an exponent x.
    pub(super) fn entry(self, x: f64) -> Entry {
        let squared = self.total * self.total;
        let rest = (self.offset() * (-x).exp()).ln_1p();
        let whole = if x < 700.0 {
            ((self.patterns * x.exp_m1() + self.variance) / squared).ln_1p()
        } else {
            x + (self.patterns / squared).ln() + rest
        };
        Entry { whole, rest }
    }

    /// ln(1 + K) − ln(1 + K') without the last pattern, from a difference that cancels nothing:
    ///
    /// K − K' = [E M² + (N E + v)(1 − 2M)] / (M²(M − 1)²), E = e^x − 1.
    ///
    /// Numerators are divided by E where that is large.
    pub(super) fn rise(self, x: f64) -> Entry {
        let Self { patterns: count, total, variance } = self;
        let excess = x.exp_m1();
        let (scale, own) = if excess > 1.0 { (excess, 1.0) } else { (1.0, excess) };
        let variance_here = variance / scale;
        let gain = own * total * total + (count * own + variance_here) * (1.0 - 2.0 * total);
        let before = (total - 1.0) * (total - 1.0) / scale + (count - 1.0) * own + variance_here;
        let change = (total * (2.0 * count - total) - count - variance) / (count * (count - 1.0));
        let rest = change / (x.exp() + self.without_one().offset());
        Entry { whole: (gain / total / total / before).ln_1p(), rest: rest.ln_1p() }
    }

    /// (M² + v)/N − 1, so that 1 + K = N/M² (e^x + offset).
    fn offset(self) -> f64 {
        (self.total * self.total + self.variance) / self.patterns - 1.0
    }
}

/// The covariances of ln x_i x_j with itself, with ln x_i x_k and with ln x_k x_l, in one pattern: the first
/// and the last add up to twice the second.
pub(super) fn exponents(sigma: f64, rho: f64) -> [f64; 3] {
    let variance = sigma * sigma;
    [2.0 * variance * (1.0 + rho), variance * (1.0 + 3.0 * rho), 4.0 * rho * variance]
}

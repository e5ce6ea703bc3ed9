//! How the weights onto a neuron change, and what it averages for that.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::lanes::{LANES, Lanes, lanes};

/// What is the same for all neurons in a step.
pub(super) struct Gains {
    pub(super) learning_rate: f64,
    pub(super) average_rate: f64,
    /// 1/(p̄ (1 − p̄)) of the target rate p̄.
    pub(super) own: f64,
    /// 1/p_max.
    pub(super) inverse_max: f64,
}

impl Gains {
    /// The changes of weights from a firing neuron on each neuron, with `known` u, ξ and the firing probability p, and
    /// the averages ⟨u²⟩, ⟨g⟩ and ⟨g b⟩ of the steps before, which this step enters.
    #[inline(always)]
    pub(super) fn changes(
        &self,
        known: [&[f64]; 3],
        averages: [&mut [f64]; 3],
        changes: &mut [f64],
    ) {
        let whole = changes.len() / LANES * LANES;
        let (first, rest) = changes.split_at_mut(whole);
        let known = known.map(|list| list.split_at(whole));
        let [u2, g, gb] = averages.map(|list| list.split_at_mut(whole));
        self.side_by_side::<LANES>(known.map(|list| list.0), [u2.0, g.0, gb.0], first);
        self.side_by_side::<1>(known.map(|list| list.1), [u2.1, g.1, gb.1], rest);
    }

    #[inline(always)]
    fn side_by_side<const L: usize>(
        &self,
        known: [&[f64]; 3],
        averages: [&mut [f64]; 3],
        changes: &mut [f64],
    ) {
        let [u, xi, p] = known.map(|list| list.as_chunks::<L>().0);
        let [u2, g, gb] = averages.map(|list| list.as_chunks_mut::<L>().0);
        let changes = changes.as_chunks_mut::<L>().0;
        let averages = u2.iter_mut().zip(g).zip(gb);
        for (((change, ((u2, g), gb)), u), (xi, p)) in
            changes.iter_mut().zip(averages).zip(u).zip(xi.iter().zip(p))
        {
            *change = self.step(u, xi, p, [u2, g, gb]);
        }
    }

    /// η g (b − ⟨g b⟩/⟨g⟩), with g = p (1 − p/p_max) and b = u − ⟨u²⟩ ξ + ξ/(p̄ (1 − p̄)).
    #[inline(always)]
    fn step<const L: usize>(
        &self,
        u: &Lanes<L>,
        xi: &Lanes<L>,
        p: &Lanes<L>,
        [u2, g, gb]: [&mut Lanes<L>; 3],
    ) -> Lanes<L> {
        let gain: Lanes<L> = lanes(|k| p[k] * (1.0 - p[k] * self.inverse_max));
        let b: Lanes<L> = lanes(|k| u[k] - u2[k] * xi[k] + self.own * xi[k]);
        let change = lanes(|k| self.learning_rate * gain[k] * (b[k] - gb[k] / g[k]));
        self.follow(u2, lanes(|k| u[k] * u[k]));
        self.follow(g, gain);
        self.follow(gb, lanes(|k| gain[k] * b[k]));
        change
    }

    #[inline(always)]
    fn follow<const L: usize>(&self, average: &mut Lanes<L>, value: Lanes<L>) {
        *average = lanes(|k| average[k] + self.average_rate * (value[k] - average[k]));
    }
}

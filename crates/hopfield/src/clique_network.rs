//! Networks that store all cliques of a graph with three parameters.

use std::ops::ControlFlow;

use faer::Mat;
use rand::Rng;

use crate::cliques::{ends, pairs};
use crate::error::{require_at_least, require_finite, require_in};
use crate::field::Field;
use crate::one_by_one::{self, OneByOne};
use crate::recall_all::recall_all;
use crate::size::require_entries;
use crate::{
    AssociativeMemory, Cliques, Dynamics, Error, HopfieldNetwork, Recall, RecallProgress, State,
};

/// The three parameters of a network of pairs of vertices, with units 0 and 1.
///
/// ```
/// use synaptome_hopfield::{CliqueCouplings, Cliques};
/// let cliques = Cliques::new(16, 8)?;
/// let couplings = CliqueCouplings::for_noise(&cliques, 0.1)?;
/// assert!(couplings.store_all(&cliques)); // three inequalities prove it
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub struct CliqueCouplings {
    /// The coupling x of two pairs that share a vertex.
    pub adjacent: f64,
    /// The coupling y of two pairs without a common vertex.
    pub disjoint: f64,
    /// The threshold z of every unit.
    pub threshold: f64,
}

impl CliqueCouplings {
    /// The couplings with the best ratio of signal to noise, and the threshold for cues of which every unit is flipped with
    /// this probability p.
    ///
    /// With x = 1, y = -4 (k - 2) / ((k - 3) (v - 3)): the fields of pairs inside a clique and of those with one vertex in
    /// it differ by (k - 3) x - (k - 2) y, and flips add noise of a variance in proportion to
    /// 2 (v - 2) x² + C(v - 2, 2) y². The threshold is midway between the mean of the two fields on such cues.
    ///
    /// # Errors
    /// [`Error::TooFew`] for cliques of less than four vertices, [`Error::OutOfRange`] unless 0 ≤ p < ½.
    pub fn for_noise(cliques: &Cliques, flip_rate: f64) -> Result<Self, Error> {
        require_at_least("vertices of a clique", cliques.size(), 4)?;
        require_in("the flip rate", flip_rate, 0.0, 0.5_f64.next_down())?;
        let (v, k) = (cliques.vertices() as f64, cliques.size() as f64);
        let disjoint = -4.0 * (k - 2.0) / ((k - 3.0) * (v - 3.0));
        let clean = Self { adjacent: 1.0, disjoint, threshold: 0.0 };
        let [_, one, two] = clean.fields(cliques);
        let all = clean.field(2.0 * (v - 2.0), (v - 2.0) * (v - 3.0) / 2.0);
        let threshold = (1.0 - 2.0 * flip_rate) * 0.5 * (one + two) + flip_rate * all;
        Ok(Self { threshold, ..clean })
    }

    /// The fields of pairs with no, one and both vertices in a clique, when the state is this clique:
    /// C(k, 2) y, (k - 1) x + C(k - 1, 2) y and 2 (k - 2) x + C(k - 2, 2) y.
    ///
    /// They are the same for every clique and for every pair of a kind, since renaming vertices changes nothing.
    pub fn fields(&self, cliques: &Cliques) -> [f64; 3] {
        let (k, pairs) = (cliques.size(), |count: usize| pairs(count) as f64);
        [
            self.field(0.0, pairs(k)),
            self.field((k - 1) as f64, pairs(k - 1)),
            self.field(2.0 * (k - 2) as f64, pairs(k - 2)),
        ]
    }

    /// Whether all cliques are stored, each as a strict minimum of the energy.
    ///
    /// This is a proof for all C(v, k) of them, by three numbers: the [`fields`](Self::fields) of pairs inside are above the
    /// threshold, and those of all others below it.
    ///
    /// ```
    /// use synaptome_hopfield::{CliqueCouplings, Cliques};
    ///
    /// let cliques = Cliques::halves(128)?;
    /// assert!(CliqueCouplings::for_noise(&cliques, 0.15)?.store_all(&cliques));
    /// // With 8,128 units, 2.4e37 cliques.
    /// assert_eq!(cliques.units(), 8_128);
    /// assert!((cliques.log2_count() - 124.17).abs() < 0.01);
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    pub fn store_all(&self, cliques: &Cliques) -> bool {
        let [none, one, two] = self.fields(cliques);
        // Without a pair of the kind nothing is asked of it.
        let outside = cliques.vertices() - cliques.size();
        two > self.threshold
            && (outside < 1 || one < self.threshold)
            && (outside < 2 || none < self.threshold)
    }

    /// The field of a unit that so many active pairs are adjacent to, and so many disjoint from.
    fn field(&self, adjacent: f64, disjoint: f64) -> f64 {
        self.adjacent * adjacent + self.disjoint * disjoint
    }
}

/// A network of all pairs of v vertices that is given by three parameters, without a matrix (Hillar & Tran 2018, *Robust
/// exponential memory in Hopfield networks*, J. Math. Neurosci. 8:1).
///
/// Units are 0 or 1, which the spins of its states stand for. A unit is updated to 1 if `Σ_f` `J_ef` `x_f` > z, and to 0 if it is less,
/// with `J_ef` = x for pairs that share a vertex and y for disjoint ones. With the degrees d of the vertices and the number m
/// of active pairs, the field of the pair e = (i, j) is x (`d_i` + `d_j` - 2 `x_e`) + y (m - `d_i` - `d_j` + `x_e`), so
/// that a sweep takes v² steps instead of v⁴.
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::{CliqueCouplings, CliqueNetwork, Cliques, Dynamics, Noise};
///
/// let cliques = Cliques::halves(64)?;
/// let network = CliqueNetwork::new(64, CliqueCouplings::for_noise(&cliques, 0.1)?)?;
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// // Any of 1.8e18 cliques, none of which it was ever shown.
/// let clique = cliques.draw(rng);
/// let cue = Noise::Probability(0.1).damage(&clique, rng)?;
/// assert!(network.recall(&cue, &Dynamics::default(), rng)?.recovered(&clique));
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CliqueNetwork {
    vertices: usize,
    couplings: CliqueCouplings,
}

impl CliqueNetwork {
    /// The network of so many vertices.
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than two vertices, [`Error::TooLarge`] for more pairs than a state can have,
    /// [`Error::NotFinite`] if a parameter is not, or so large that fields overflow.
    pub fn new(vertices: usize, couplings: CliqueCouplings) -> Result<Self, Error> {
        require_at_least("vertices", vertices, 2)?;
        require_entries("twice the number of pairs of vertices", vertices, vertices - 1)?;
        require_finite("the coupling of adjacent pairs", couplings.adjacent)?;
        require_finite("the coupling of disjoint pairs", couplings.disjoint)?;
        require_finite("the threshold", couplings.threshold)?;
        let network = Self { vertices, couplings };
        require_finite("the largest field of a pair", network.rounding() / f64::EPSILON)?;
        Ok(network)
    }

    /// Number of vertices v.
    pub fn vertices(&self) -> usize {
        self.vertices
    }

    /// The three parameters.
    pub fn couplings(&self) -> CliqueCouplings {
        self.couplings
    }

    /// The same network with a matrix, of n × n weights, and thresholds as biases.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if the matrix exceeds what memory can hold.
    pub fn to_network(&self) -> Result<HopfieldNetwork, Error> {
        let units = pairs(self.vertices);
        require_entries("the number of weights", units, units)?;
        let coupling = |e, f| {
            let ((i, j), (k, l)) = (ends(e), ends(f));
            let shared = usize::from(i == k || i == l) + usize::from(j == k || j == l);
            [self.couplings.disjoint, self.couplings.adjacent, 0.0][shared]
        };
        let couplings = Mat::from_fn(units, units, coupling);
        HopfieldNetwork::for_bits(couplings.as_ref(), &vec![self.couplings.threshold; units])
    }

    /// Updates the cue until nothing changes, a cycle closes or the sweeps run out.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if the cue, or the order of updates, is not of this network.
    pub fn recall<R: Rng + ?Sized>(
        &self,
        cue: &State,
        dynamics: &Dynamics,
        rng: &mut R,
    ) -> Result<Recall, Error> {
        one_by_one::recall(self, cue, dynamics, rng)
    }

    /// Recalls from many cues, on several threads (0 counts as 1), cue k with the generator `rng(k)`.
    ///
    /// The results are those of [`recall`](Self::recall), one by one.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if a cue, or the order of updates, is not of this network.
    pub fn recall_all<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        threads: usize,
        rng: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<Recall>, Error> {
        let observer = &mut |_: &RecallProgress| ControlFlow::Continue(());
        recall_all(self, cues, dynamics, threads, observer, rng)
    }

    /// The largest distance from the threshold that could be a rounded zero.
    fn rounding(&self) -> f64 {
        let (v, couplings) = (self.vertices as f64, &self.couplings);
        let disjoint = couplings.disjoint.abs() * 0.5 * v * v;
        let largest = couplings.adjacent.abs() * 2.0 * v + disjoint + couplings.threshold.abs();
        8.0 * f64::EPSILON * largest
    }
}

impl AssociativeMemory for CliqueNetwork {
    fn recall(&self, cue: &State, dynamics: &Dynamics, rng: &mut dyn Rng) -> Result<Recall, Error> {
        self.recall(cue, dynamics, rng)
    }
}

impl OneByOne for CliqueNetwork {
    type Driven<'a> = Driven<'a>;

    fn units(&self) -> usize {
        pairs(self.vertices)
    }

    fn numbers_per_unit(&self) -> usize {
        // The degrees of two vertices and the number of active pairs.
        3
    }

    fn drive(&self, cue: &State) -> Driven<'_> {
        Driven::new(self, cue)
    }
}

/// A state with the degrees of the vertices and the number of active pairs.
pub(crate) struct Driven<'a> {
    network: &'a CliqueNetwork,
    rounding: f64,
    state: State,
    degrees: Vec<i64>,
    active: i64,
}

impl<'a> Driven<'a> {
    fn new(network: &'a CliqueNetwork, cue: &State) -> Self {
        let (rounding, degrees) = (network.rounding(), vec![0; network.vertices]);
        let mut driven = Self { network, rounding, state: cue.clone(), degrees, active: 0 };
        let active = cue.iter().enumerate().filter(|(_, spin)| **spin > 0);
        active.for_each(|(unit, _)| driven.count(unit, 1));
        driven
    }

    /// Adds a pair to the counts, or takes it away.
    fn count(&mut self, unit: usize, change: i64) {
        let (i, j) = ends(unit);
        self.degrees[i] += change;
        self.degrees[j] += change;
        self.active += change;
    }
}

impl Field for Driven<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn opposes(&self, unit: usize) -> bool {
        let (i, j) = ends(unit);
        let own = i64::from(self.state[unit] > 0);
        let met = self.degrees[i] + self.degrees[j] - own;
        let couplings = &self.network.couplings;
        let field = couplings.field((met - own) as f64, (self.active - met) as f64);
        f64::from(self.state[unit]) * (field - couplings.threshold) < -self.rounding
    }

    fn flip(&mut self, unit: usize) {
        let spin = self.state.flip(unit);
        self.count(unit, i64::from(spin));
    }

    fn into_state(self) -> State {
        self.state
    }
}

//! Cliques of a graph, as states of its edges.

use rand::{Rng, seq::index};

use crate::error::{require_at_least, require_at_most, require_index, require_len};
use crate::messages::require_sizes;
use crate::size::require_entries;
use crate::{Error, Messages, State};

/// The cliques of k among v vertices, as states of all v (v - 1) / 2 pairs of vertices.
///
/// A unit is a pair, which is +1 if there is an edge between its two vertices. The clique of a set of vertices has all edges
/// within the set and no other. The pairs (i, j), i < j, are in the order (0, 1), (0, 2), (1, 2), (0, 3), …: that of
/// (i, j) is j (j - 1) / 2 + i.
///
/// Their number C(v, k) grows as fast as 2^√(2 n) with the number n of units if k is half of v (Hillar & Tran 2018,
/// *Robust exponential memory in Hopfield networks*, J. Math. Neurosci. 8:1): see [`CliqueNetwork`](crate::CliqueNetwork).
///
/// ```
/// use rand::SeedableRng;
/// use synaptome_hopfield::Cliques;
///
/// let cliques = Cliques::halves(8)?;
/// assert_eq!((cliques.units(), cliques.all()?.len()), (28, 70));
/// let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
/// let clique = cliques.draw(rng);
/// assert_eq!(clique.iter().filter(|&&spin| spin > 0).count(), 6);
/// let vertices = cliques.vertices_of(&clique).unwrap();
/// assert_eq!(cliques.clique(&vertices)?, clique);
/// # Ok::<(), synaptome_hopfield::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
#[cfg_attr(feature = "serde", serde(try_from = "(usize, usize)", into = "(usize, usize)"))]
pub struct Cliques {
    vertices: usize,
    size: usize,
}

impl Cliques {
    /// The cliques of `size` among so many vertices.
    ///
    /// # Errors
    /// [`Error::TooFew`] for fewer than two vertices in the graph or in a clique, [`Error::TooLarge`] for more in a clique than in the
    /// graph, and for more pairs than a state can have.
    pub fn new(vertices: usize, size: usize) -> Result<Self, Error> {
        require_at_least("vertices", vertices, 2)?;
        require_at_least("vertices of a clique", size, 2)?;
        require_at_most("the number of vertices of a clique", size, vertices)?;
        require_entries("twice the number of pairs of vertices", vertices, vertices - 1)?;
        Ok(Self { vertices, size })
    }

    /// The cliques of half of the vertices, rounded down, of which there are most.
    ///
    /// # Errors
    /// As [`Cliques::new`], so that there are at least four vertices.
    pub fn halves(vertices: usize) -> Result<Self, Error> {
        Self::new(vertices, vertices / 2)
    }

    /// Number of vertices v.
    pub fn vertices(&self) -> usize {
        self.vertices
    }

    /// Number of vertices k of a clique.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Number of units n = v (v - 1) / 2.
    pub fn units(&self) -> usize {
        pairs(self.vertices)
    }

    /// The binary logarithm of the number of cliques, log₂ C(v, k).
    pub fn log2_count(&self) -> f64 {
        let others = self.vertices - self.size;
        (1..=self.size).map(|i| ((others + i) as f64 / i as f64).log2()).sum()
    }

    /// The clique of these vertices.
    ///
    /// ```
    /// use synaptome_hopfield::Cliques;
    ///
    /// let cliques = Cliques::new(5, 3)?; // of 3 among 5 vertices
    /// let state = cliques.clique(&[0, 2, 4])?;
    /// assert_eq!(state.spins().iter().filter(|&&spin| spin == 1).count(), 3); // its three edges
    /// assert_eq!(cliques.vertices_of(&state), Some(vec![0, 2, 4]));
    /// # Ok::<(), synaptome_hopfield::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] if there are not k, [`Error::IndexOutOfRange`] and [`Error::DuplicateVertex`] if they are not distinct
    /// vertices.
    pub fn clique(&self, vertices: &[usize]) -> Result<State, Error> {
        require_len("the list of vertices", self.size, vertices.len())?;
        let mut inside = vec![false; self.vertices];
        for &vertex in vertices {
            require_index("vertex", vertex, self.vertices)?;
            if std::mem::replace(&mut inside[vertex], true) {
                return Err(Error::DuplicateVertex(vertex));
            }
        }
        Ok(self.state(&inside))
    }

    /// A clique of random vertices.
    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> State {
        let mut inside = vec![false; self.vertices];
        index::sample(rng, self.vertices, self.size).iter().for_each(|v| inside[v] = true);
        self.state(&inside)
    }

    /// `count` independent random cliques, of which several may be equal.
    ///
    /// # Errors
    /// As [`Messages::new`], before anything is allocated.
    pub fn draw_messages<R: Rng + ?Sized>(
        &self,
        count: usize,
        rng: &mut R,
    ) -> Result<Messages, Error> {
        require_sizes(self.units(), count)?;
        Messages::new((0..count).map(|_| self.draw(rng)).collect())
    }

    /// All C(v, k) cliques.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if they exceed what memory can hold, before anything is allocated.
    pub fn all(&self) -> Result<Messages, Error> {
        let count = self.log2_count().exp2();
        let rounded = if count < 1e18 { count.round() as usize } else { usize::MAX };
        require_sizes(self.units(), rounded)?;
        let mut states = Vec::with_capacity(rounded);
        self.extend(&mut vec![false; self.vertices], (0, self.size), &mut states);
        Messages::new(states)
    }

    /// Adds all cliques that have these vertices and `missing` more, from `next` on.
    fn extend(
        &self,
        inside: &mut [bool],
        (next, missing): (usize, usize),
        states: &mut Vec<State>,
    ) {
        if missing == 0 {
            states.push(self.state(inside));
            return;
        }
        for vertex in next..=self.vertices - missing {
            inside[vertex] = true;
            self.extend(inside, (vertex + 1, missing - 1), states);
            inside[vertex] = false;
        }
    }

    /// The vertices of a clique, ascending; `None` if the state is no clique of k of these vertices.
    pub fn vertices_of(&self, state: &State) -> Option<Vec<usize>> {
        if state.units() != self.units() {
            return None;
        }
        let mut inside = vec![false; self.vertices];
        for (unit, _) in state.iter().enumerate().filter(|(_, spin)| **spin > 0) {
            let (i, j) = ends(unit);
            inside[i] = true;
            inside[j] = true;
        }
        let vertices: Vec<usize> = (0..self.vertices).filter(|&vertex| inside[vertex]).collect();
        (vertices.len() == self.size && self.state(&inside) == *state).then_some(vertices)
    }

    fn state(&self, inside: &[bool]) -> State {
        let edge = |j: usize| (0..j).map(move |i| inside[i] && inside[j]);
        let edges: Vec<bool> = (1..self.vertices).flat_map(edge).collect();
        State::of_bools(&edges)
    }
}

impl TryFrom<(usize, usize)> for Cliques {
    type Error = Error;

    fn try_from((vertices, size): (usize, usize)) -> Result<Self, Error> {
        Self::new(vertices, size)
    }
}

impl From<Cliques> for (usize, usize) {
    fn from(cliques: Cliques) -> Self {
        (cliques.vertices, cliques.size)
    }
}

/// Number of pairs among so many.
pub(crate) fn pairs(count: usize) -> usize {
    count * count.saturating_sub(1) / 2
}

/// The two vertices of a pair, the smaller first.
pub(crate) fn ends(unit: usize) -> (usize, usize) {
    // j (j - 1) / 2 has the root j - 1/2, which is exact.
    let j = (0.5 + (0.25 + 2.0 * unit as f64).sqrt()) as usize;
    (unit - pairs(j), j)
}

//! Blocks of cues, whose recalls go on side by side, sweep by sweep.

use std::borrow::Borrow;

use rand::Rng;

use super::walk::Walk;
use crate::field::Field;
use crate::network::Driven;
use crate::recall::Course;
use crate::recall_all::Blocks;
use crate::spin_product::Spins;
use crate::{Dynamics, HopfieldNetwork, Recall, State, Update};

/// A state with its field up to a known error.
///
/// Where all units are updated at once, the field may stay behind the state: it is then brought up to date
/// together with those of other cues.
pub(super) trait Approximate: Field {
    /// What fields are summed in.
    type Number: Clone;
    /// Whether a field was so near its decision that its error might turn it.
    fn is_unsure(&self) -> bool;
    /// Units whose flips the field does not have yet.
    fn waiting(&self) -> usize;
    /// Brings the field up to date flip by flip.
    fn catch_up(&mut self);
    /// Replaces the field by that of the state, summed anew.
    fn replace(&mut self, field: &[Self::Number]);
}

/// How the fields of many states are summed side by side.
pub(super) trait Sums: Sync {
    /// What fields are summed in.
    type Number: Clone;
    /// A state with its field.
    type Field<'a>: Approximate<Number = Self::Number>
    where
        Self: 'a;
    /// The fields of states, one after the other.
    fn fields(&self, spins: &Spins) -> Vec<Self::Number>;
    /// A state with its field, which may wait if all units are updated at once.
    fn start<'a>(
        &'a self,
        state: &State,
        field: &'a mut [Self::Number],
        may_wait: bool,
    ) -> Self::Field<'a>;
    /// How many flips take as long to follow one by one as the field takes to sum anew.
    fn most_flips(&self) -> usize;
}

/// A network that recalls blocks of cues.
pub(super) struct Many<'a, S> {
    pub(super) network: &'a HopfieldNetwork,
    pub(super) sums: S,
}

impl<S: Sums> Blocks for Many<'_, S> {
    fn units(&self) -> usize {
        self.network.units()
    }

    fn operations_of_sweep(&self) -> u64 {
        let units = self.units() as u64;
        units * (1 + units / 4)
    }

    fn recall<R: Rng>(
        &self,
        cues: &[State],
        dynamics: &Dynamics,
        go_on: &mut dyn FnMut() -> bool,
        rng: impl Fn(usize) -> R,
    ) -> Vec<Recall> {
        let mut fields = self.fields(cues);
        let mut walks = self.start(cues, &mut fields, dynamics, &rng);
        while walks.iter_mut().fold(false, |any, walk| walk.advance(go_on) | any) {
            self.settle(&mut walks);
        }
        let recall = |(k, walk): (usize, Walk<'_, S::Field<'_>, R>)| match walk.end() {
            Some(recall) => recall,
            None => dynamics.run_while(Driven::of(self.network, &cues[k]), go_on, &mut rng(k)),
        };
        walks.into_iter().enumerate().map(recall).collect()
    }
}

impl<S: Sums> Many<'_, S> {
    fn fields(&self, states: &[impl Borrow<State>]) -> Vec<S::Number> {
        self.sums.fields(&Spins::columns(states, self.units()))
    }

    /// Recalls from all cues, of which no sweep is done yet.
    fn start<'b, R: Rng>(
        &'b self,
        cues: &[State],
        fields: &'b mut [S::Number],
        dynamics: &'b Dynamics,
        rng: &impl Fn(usize) -> R,
    ) -> Vec<Walk<'b, S::Field<'b>, R>> {
        let at_once = dynamics.update == Update::Synchronous;
        let pairs = cues.iter().zip(fields.chunks_exact_mut(self.units())).enumerate();
        let walk = |(k, (cue, field))| {
            Walk::new(Course::new(dynamics, self.sums.start(cue, field, at_once)), rng(k))
        };
        pairs.map(walk).collect()
    }

    /// Brings the fields of all cues that are not recalled yet up to date with their states.
    fn settle<'b, R>(&'b self, walks: &mut [Walk<'b, S::Field<'b>, R>]) {
        let most = self.sums.most_flips();
        let (mut many, few): (Vec<_>, Vec<_>) =
            walks.iter_mut().filter_map(Walk::field).partition(|field| field.waiting() > most);
        let flips: usize = many.iter().map(|field| field.waiting()).sum();
        if flips > most * (many.len() + TABLES) {
            let states: Vec<&State> = many.iter().map(|field| field.state()).collect();
            let fields = self.fields(&states);
            let fields = fields.chunks_exact(self.units());
            many.iter_mut().zip(fields).for_each(|(old, field)| old.replace(field));
        }
        few.into_iter().chain(many).for_each(Approximate::catch_up);
    }
}

/// For how many cues the tables of sums take as long as the sums of one.
const TABLES: usize = 16;

//! Every retrieval written down once more with sets and loops over all pairs of units, straight
//! from the pseudocode of Knoblauch & Palm 2020, §3. Nothing is shared with the library.

use std::collections::BTreeSet;

pub(crate) type Set = BTreeSet<u32>;

/// Synapses as a set of pairs.
pub(crate) struct Naive {
    pub(crate) units: u32,
    pub(crate) activity: usize,
    pub(crate) block_size: u32,
    pub(crate) auto: bool,
    pub(crate) weights: BTreeSet<(u32, u32)>,
    pub(crate) iterations: usize,
    pub(crate) cap: usize,
}

pub(crate) struct Found {
    pub(crate) content: Set,
    pub(crate) address: Option<Set>,
}

#[derive(Clone, Copy)]
pub(crate) enum Way {
    Forward,
    Backward,
}

impl Naive {
    fn w(&self, way: Way, from: u32, to: u32) -> bool {
        match way {
            Way::Forward => self.weights.contains(&(from, to)),
            Way::Backward => self.weights.contains(&(to, from)),
        }
    }

    fn x(&self, way: Way, a: &Set, j: u32) -> usize {
        a.iter().filter(|&&i| self.w(way, i, j)).count()
    }

    pub(crate) fn r1(&self, way: Way, a: &Set, threshold: usize) -> Set {
        let all = 0..if a.is_empty() { 0 } else { self.units };
        all.filter(|&j| self.x(way, a, j) >= threshold).collect()
    }

    pub(crate) fn core(&self, s: &Set) -> Set {
        let mates = |j: u32| s.iter().filter(move |&&i| i / self.block_size == j / self.block_size);
        s.iter().copied().filter(|&j| mates(j).count() == 1).collect()
    }

    fn r1b(&self, way: Way, a: &Set, threshold: usize) -> Set {
        self.core(&self.r1(way, a, threshold))
    }

    fn blocks(&self, a: &Set) -> Set {
        a.iter().map(|i| i / self.block_size).collect()
    }

    fn smx(&self, way: Way, a: &Set, threshold: usize) -> Set {
        let votes = |j: u32| {
            let supports =
                |b: u32| a.iter().any(|&i| i / self.block_size == b && self.w(way, i, j));
            self.blocks(a).into_iter().filter(|&b| supports(b)).count()
        };
        let all = 0..if a.is_empty() { 0 } else { self.units };
        all.filter(|&j| votes(j) >= threshold).collect()
    }

    fn halo_smx(&self, way: Way, a: &Set) -> Set {
        self.smx(way, a, self.blocks(a).len())
    }

    pub(crate) fn r1b_smx(&self, cue: &Set, correct: usize) -> Set {
        self.smx(Way::Forward, cue, self.blocks(cue).len().min(correct))
    }

    fn kwta(&self, way: Way, a: &Set) -> Set {
        let count = |t: usize| (0..self.units).filter(|&j| self.x(way, a, j) >= t).count();
        let threshold = (0..=a.len()).rev().find(|&t| count(t) >= self.activity).unwrap();
        (0..self.units).filter(|&j| self.x(way, a, j) >= threshold).collect()
    }

    pub(crate) fn sirb(&self, cue: &Set, correct: usize) -> Found {
        if self.auto {
            return self.irb(cue, correct);
        }
        let (mut u, mut v) = (cue.clone(), Set::new());
        let mut threshold = correct;
        for _ in 0..self.iterations {
            v = self.r1b(Way::Forward, &u, threshold);
            let next = self.r1b(Way::Backward, &v, v.len());
            if next == u {
                break;
            }
            u = next;
            threshold = u.len();
        }
        Found { content: v, address: Some(u) }
    }

    pub(crate) fn irb(&self, cue: &Set, correct: usize) -> Found {
        let wrong = cue.len() - correct;
        let (mut u, mut v) = (cue.clone(), Set::new());
        for _ in 0..self.iterations {
            let before = (u.clone(), v.clone());
            let found = self.r1b(Way::Forward, &u, u.len() - wrong);
            if self.auto {
                u.extend(found);
            } else {
                v.extend(found);
                u.extend(self.r1b(Way::Backward, &v, v.len()));
            }
            if before == (u.clone(), v.clone()) {
                break;
            }
        }
        if self.auto {
            Found { content: u, address: None }
        } else {
            Found { content: v, address: Some(u) }
        }
    }

    pub(crate) fn irb_r1(&self, cue: &Set, correct: usize) -> Found {
        let core = self.irb(cue, correct);
        let u = core.address.clone().unwrap_or_else(|| core.content.clone());
        let content = self.r1(Way::Forward, &u, u.len() - (cue.len() - correct));
        let back = || self.r1(Way::Backward, &core.content, core.content.len());
        Found { content, address: core.address.as_ref().map(|_| back()) }
    }

    fn shrink(&self, cue: &Set, correct: usize, keep: impl Fn(Way, &Set) -> Set) -> Found {
        let is_halo = correct == self.activity;
        let first = self.r1(Way::Forward, cue, correct);
        if self.auto {
            let mut u = if is_halo { cue.clone() } else { first };
            for _ in 1..if u.len() > self.cap { 0 } else { self.iterations } {
                u = u.intersection(&keep(Way::Forward, &u)).copied().collect();
            }
            return Found { content: u, address: None };
        }
        let mut v = first;
        let aborted = Found { content: v.clone(), address: Some(cue.clone()) };
        if v.len() > self.cap {
            return aborted;
        }
        let mut u = if is_halo { cue.clone() } else { keep(Way::Backward, &v) };
        if u.len() > self.cap {
            return aborted;
        }
        for _ in 1..self.iterations {
            v = v.intersection(&keep(Way::Forward, &u)).copied().collect();
            u = u.intersection(&keep(Way::Backward, &v)).copied().collect();
        }
        Found { content: v, address: Some(u) }
    }

    pub(crate) fn irb_smx(&self, cue: &Set, correct: usize) -> Found {
        self.shrink(cue, correct, |way, a| self.halo_smx(way, a))
    }

    pub(crate) fn irb_csmx(&self, cue: &Set, correct: usize) -> Found {
        let halo = self.irb_smx(cue, correct);
        let address = halo.address.map(|u| self.core(&u));
        Found { content: self.core(&halo.content), address }
    }

    pub(crate) fn lk_plus(&self, cue: &Set, correct: usize) -> Found {
        self.shrink(cue, correct, |way, a| {
            (0..self.units).filter(|&j| self.x(way, a, j) >= self.activity).collect()
        })
    }

    pub(crate) fn ir_kwta(&self, cue: &Set) -> Found {
        let mut u = (!self.auto).then(|| cue.clone());
        let mut v = self.kwta(Way::Forward, cue);
        for _ in 1..if v.len() > self.cap { 0 } else { self.iterations } {
            let back = self.kwta(Way::Backward, &v);
            if back.len() > self.cap {
                break;
            }
            if self.auto {
                v = back;
                continue;
            }
            let next = self.kwta(Way::Forward, &back);
            if next.len() > self.cap {
                break;
            }
            (u, v) = (Some(back), next);
        }
        Found { content: v, address: u }
    }

    fn meet(sets: [Set; 4]) -> Set {
        let [first, rest @ ..] = sets;
        first.into_iter().filter(|j| rest.iter().all(|set| set.contains(j))).collect()
    }

    fn tighten(&self, way: Way, halo: &Set, core: &Set, from: (&Set, &Set)) -> (Set, Set) {
        let all: Set = (0..self.units).collect();
        let by_core = if from.1.is_empty() { all } else { self.r1(way, from.1, from.1.len()) };
        let strong = (0..self.units).filter(|&j| self.x(way, from.0, j) >= self.activity).collect();
        let halo = Self::meet([halo.clone(), by_core, strong, self.halo_smx(way, from.0)]);
        let core = core.union(&self.core(&halo)).copied().collect();
        (halo, core)
    }

    pub(crate) fn core_and_halo(&self, cue: &Set, correct: usize) -> Found {
        let known = if cue.len() == correct { cue.clone() } else { Set::new() };
        let first = self.r1(Way::Forward, cue, correct);
        if first.len() > self.cap {
            return Found { content: first, address: (!self.auto).then(|| cue.clone()) };
        }
        if self.auto {
            let mut now = (first, known);
            for _ in 1..self.iterations {
                now = self.tighten(Way::Forward, &now.0, &now.1, (&now.0, &now.1));
            }
            return Found { content: now.0, address: None };
        }
        let mut u = (self.halo_smx(Way::Backward, &first), known);
        let mut v = (first.clone(), self.core(&first));
        for _ in 1..self.iterations {
            v = self.tighten(Way::Forward, &v.0, &v.1, (&u.0, &u.1));
            u = self.tighten(Way::Backward, &u.0, &u.1, (&v.0, &v.1));
        }
        Found { content: v.0, address: Some(u.0) }
    }
}

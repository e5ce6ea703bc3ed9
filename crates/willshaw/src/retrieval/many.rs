//! Retrieval from many cues, on several threads.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::{Recall, Retrieval};
use crate::threads::on_threads;
use crate::{Cue, Error, Memory, PatternCode, Synapses};

/// Most cues that a thread takes at a time.
const MOST_CUES: usize = 32;
/// Blocks that every thread should have, if there are enough cues, so that none waits long for another.
const BLOCKS: usize = 8;

/// The number of cues that a thread takes at a time, which results do not depend on.
fn block_size(cues: usize, threads: usize) -> usize {
    cues.div_ceil(BLOCKS.saturating_mul(threads.max(1))).clamp(1, MOST_CUES)
}

impl<C: PatternCode, S: Synapses> Memory<C, S> {
    /// Retrieves from many cues, on several threads (0 counts as 1), each as [`recall`](Self::recall) does; so nothing
    /// depends on the number of threads.
    ///
    /// ```
    /// use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
    /// use synaptome_willshaw::{
    ///     Association, BlockCode, Cue, CueQuality, Memory, Patterns, SumOfMax,
    /// };
    /// let rng = &mut ChaCha12Rng::seed_from_u64(1);
    /// let code = BlockCode::new(8, 64)?;
    /// let patterns = Patterns::draw(code, 500, rng)?;
    /// let mut memory = Memory::new(code, Association::Auto)?;
    /// memory.store(&patterns)?;
    ///
    /// let quality = CueQuality::part(0.75);
    /// let cues = patterns.iter().map(|pattern| Cue::draw(code, pattern, quality, rng));
    /// let cues = cues.collect::<Result<Vec<_>, _>>()?;
    /// let recalls = memory.recall_all(&SumOfMax::default(), &cues, 2)?;
    /// assert_eq!(recalls[7], memory.recall(&SumOfMax::default(), &cues[7])?);
    /// # Ok::<(), synaptome_willshaw::Error>(())
    /// ```
    ///
    /// # Errors
    /// That of the first cue for which [`recall`](Self::recall) has one.
    pub fn recall_all<R>(
        &self,
        retrieval: &R,
        cues: &[Cue<C>],
        threads: usize,
    ) -> Result<Vec<Recall>, Error>
    where
        C: Sync,
        R: Retrieval<C> + Sync + ?Sized,
    {
        let (next, size) = (AtomicUsize::new(0), block_size(cues.len(), threads));
        let take = || {
            let begin = next.fetch_add(size, Relaxed);
            let block = cues.get(begin..)?;
            let block = &block[..block.len().min(size)];
            (!block.is_empty()).then(|| (begin, self.recall_each(retrieval, block)))
        };
        let threads = threads.min(cues.len().div_ceil(size));
        let parts = on_threads(threads, || std::iter::from_fn(&take).collect::<Vec<_>>());
        let mut blocks: Vec<(usize, Result<Vec<Recall>, Error>)> =
            parts.into_iter().flatten().collect();
        blocks.sort_by_key(|(begin, _)| *begin);
        let blocks = blocks.into_iter().map(|(_, block)| block);
        Ok(blocks.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    /// The recalls of a block, in a list that never grows.
    fn recall_each<R>(&self, retrieval: &R, cues: &[Cue<C>]) -> Result<Vec<Recall>, Error>
    where
        R: Retrieval<C> + ?Sized,
    {
        let mut recalls = Vec::with_capacity(cues.len());
        for cue in cues {
            recalls.push(self.recall(retrieval, cue)?);
        }
        Ok(recalls)
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};

    use crate::{Association, BlockCode, Cue, CueQuality, Error, Memory, OneStep, Patterns};
    use crate::{RandomCode, SumOfMax};

    /// Numbers of cues that fill blocks and that do not, on fewer and on more threads than blocks.
    #[test]
    fn recalls_from_many_cues_are_those_from_each() {
        let rng = &mut ChaCha12Rng::seed_from_u64(1);
        let code = BlockCode::new(6, 32).unwrap();
        let patterns = Patterns::draw(code, 400, rng).unwrap();
        let mut memory = Memory::new(code, Association::Auto).unwrap();
        memory.store(&patterns).unwrap();
        let quality = CueQuality::part(0.5);
        let cues = patterns.iter().map(|pattern| Cue::draw(code, pattern, quality, rng).unwrap());
        let cues: Vec<_> = cues.collect();
        let retrieval = SumOfMax::default();
        let each: Vec<_> = cues.iter().map(|cue| memory.recall(&retrieval, cue).unwrap()).collect();
        for (count, threads) in
            [(0, 2), (1, 2), (31, 3), (32, 1), (65, 0), (400, 2), (40, 40), (9, usize::MAX)]
        {
            let all = memory.recall_all(&retrieval, &cues[..count], threads).unwrap();
            assert_eq!(all, each[..count], "{count} cues, {threads} threads");
        }
    }

    #[test]
    fn the_first_cue_that_fails_is_the_error_on_any_number_of_threads() {
        let code = RandomCode::new(100, 3).unwrap();
        let memory = Memory::new(code, Association::Auto).unwrap();
        let foreign = |units| Cue::new(RandomCode::new(units, 3).unwrap(), vec![1], 0).unwrap();
        let mut cues = vec![Cue::new(code, vec![1], 0).unwrap(); 200];
        cues[70] = foreign(80);
        cues[150] = foreign(90);
        let expected = memory.recall(&OneStep, &cues[70]).unwrap_err();
        assert!(matches!(expected, Error::WrongCode { .. }), "{expected}");
        for threads in 1..4 {
            assert_eq!(memory.recall_all(&OneStep, &cues, threads), Err(expected.clone()));
        }
    }
}

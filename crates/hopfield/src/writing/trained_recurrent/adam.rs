use pulp::Arch;

/// Adam (Kingma & Ba 2015, algorithm 1) with the usual constants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Adam {
    pub(crate) first: Vec<f64>,
    pub(crate) second: Vec<f64>,
}

const FIRST_DECAY: f64 = 0.9;
const SECOND_DECAY: f64 = 0.999;
const EPSILON: f64 = 1e-8;

impl Adam {
    pub(crate) fn new(parameters: usize) -> Self {
        Self {
            first: vec![0.0; parameters],
            second: vec![0.0; parameters],
        }
    }

    /// Moves the parameters against the gradient; `step` counts from 0.
    pub(crate) fn update(
        &mut self,
        parameters: &mut [f64],
        gradient: &[f64],
        rate: f64,
        step: usize,
    ) {
        let count = (step + 1) as f64;
        let rate = rate / (1.0 - FIRST_DECAY.powf(count));
        let unbias = 1.0 / (1.0 - SECOND_DECAY.powf(count));
        let moments = self.first.iter_mut().zip(&mut self.second);
        Arch::new().dispatch(|| {
            for ((p, g), (m, v)) in parameters.iter_mut().zip(gradient).zip(moments) {
                *m = FIRST_DECAY * *m + (1.0 - FIRST_DECAY) * g;
                *v = SECOND_DECAY * *v + (1.0 - SECOND_DECAY) * g * g;
                *p -= rate * *m / ((*v * unbias).sqrt() + EPSILON);
            }
        });
    }
}

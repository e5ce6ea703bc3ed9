//! Images, stimuli and weights of recurrent networks, with arbitrary numbers.

use synaptome_infomax::faer::Mat;
use synaptome_infomax::input::{Image, PatchStream, Patches, Spontaneous, Stimulus};
use synaptome_infomax::observables::receptive_fields::{
    Field, fit_gabor, orientation_concentration,
};
use synaptome_infomax::{Firing, Gradient, Learner, LocalRule, Network};

use crate::bytes::Bytes;

/// Small images and networks of a few neurons: what is accepted can be whitened, fitted and learned from.
pub fn images(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    match bytes.below(4) {
        0 => whitened(&mut bytes),
        1 => fields(&mut bytes),
        2 => networks(&mut bytes),
        _ => {
            let trigger = bytes.count();
            let followers = (0..bytes.below(6)).map(|_| (bytes.below(9), bytes.count()));
            let _ = Stimulus::new(trigger, &followers.collect::<Vec<_>>(), 9);
        }
    }
}

fn image(bytes: &mut Bytes<'_>) -> Option<Image> {
    let (width, height) = (bytes.count().min(24), bytes.count().min(24));
    Image::new(width, height, bytes.numbers(width * height)).ok()
}

fn whitened(bytes: &mut Bytes<'_>) {
    let Some(image) = image(bytes) else { return };
    let _ = (image.contrast(), image.cropped(bytes.count()));
    let Ok(white) = image.whitened(bytes.number()) else { return };
    assert!(white.pixels().iter().all(|pixel| pixel.is_finite()), "a pixel that is not finite");
    let Ok(patches) = Patches::new(vec![white], bytes.below(8), bytes.number()) else { return };
    assert!(patches.draw(&mut bytes.rng()).iter().all(|pixel| pixel.is_finite()));
    let firing = Firing::default();
    let mut rng = bytes.rng();
    let Ok(mut network) = Network::draw_with_inputs(6, patches.inputs(), firing, &mut rng) else {
        return;
    };
    let _ = network.run(20, &mut PatchStream::new(&patches), &mut rng);
}

fn fields(bytes: &mut Bytes<'_>) {
    let (rows, columns) = (bytes.below(9), bytes.below(9));
    let Ok(field) = Field::new(&bytes.numbers(rows * columns), rows, columns) else { return };
    let (x, y) = field.centroid();
    assert!(!x.is_nan() && !y.is_nan(), "the centroid is ({x}, {y})");
    let concentration = orientation_concentration(&field);
    assert!((0.0..=1.0 + 1e-9).contains(&concentration), "a concentration of {concentration}");
    // A fit takes milliseconds.
    if bytes.rarely(32) {
        let _ = fit_gabor(&field);
    }
}

fn networks(bytes: &mut Bytes<'_>) {
    let neurons = bytes.below(8);
    let firing = Firing {
        max_probability: bytes.number(),
        target_rate: bytes.number(),
        threshold_rate: bytes.number(),
    };
    let numbers = bytes.numbers(neurons * neurons);
    let weights = Mat::from_fn(neurons, neurons, |i, j| numbers[i * neurons + j]);
    let Ok(mut network) = Network::from_weights(weights.as_ref(), firing) else { return };
    let raster = network.run(50, &mut Spontaneous, &mut bytes.rng());
    assert_eq!(raster.len(), 50);
    assert!(network.thresholds().iter().all(|threshold| !threshold.is_nan()));
    learning(&network, bytes);
}

fn learning(network: &Network, bytes: &mut Bytes<'_>) {
    let learner = Learner {
        learning_rate: bytes.number(),
        weight_limit: bytes.number(),
        block_steps: bytes.count().min(500),
        blocks: bytes.below(3),
        gradient: Gradient::default(),
        ridge: bytes.number(),
        ..Learner::default()
    };
    let mut rng = bytes.rng();
    if let Ok(mut learning) = learner.begin(network.clone()) {
        learning.advance(&mut Spontaneous, &mut rng);
        let weights = learning.network().weights();
        let is_finite = |i| (0..weights.ncols()).all(|j| weights[(i, j)].is_finite());
        assert!((0..weights.nrows()).all(is_finite), "a weight that is not finite");
    }
    let rule = LocalRule {
        steps: bytes.below(200),
        learning_rate: bytes.number(),
        average_rate: bytes.number(),
        lateral_rate: bytes.number(),
        ..LocalRule::default()
    };
    if let Ok(mut learning) = rule.begin(network.clone()) {
        let _ = learning.advance(&mut rng);
    }
}

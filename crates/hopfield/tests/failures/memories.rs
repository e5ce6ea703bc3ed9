//! Kernel memories and networks of cliques that cannot be.

use synaptome_hopfield::faer::Mat;
use synaptome_hopfield::{
    CliqueCouplings, CliqueNetwork, Cliques, DenseMemory, Dynamics, Error, HopfieldNetwork,
    Interaction, KernelLoss, KernelRegression, Messages, State,
};

use super::{drawn, rng};

#[test]
fn kernels_out_of_range() {
    for bad in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
        let error = KernelRegression { gamma: bad, ..Default::default() }.learn(drawn(8, 2));
        assert!(matches!(error, Err(Error::NotPositive { .. })), "{bad}");
        let dense = DenseMemory::new(drawn(8, 2), Interaction::ScaledExponential(bad));
        let quantity = "the inverse temperature";
        let expected = Error::NotPositive { quantity, value: bad }.to_string();
        assert_eq!(dense.unwrap_err().to_string(), expected);
    }
    for loss in [KernelLoss::Squared, KernelLoss::Logistic] {
        for ridge in [f64::NAN, f64::INFINITY, -1.0] {
            assert!(
                KernelRegression { ridge, loss, ..Default::default() }.learn(drawn(8, 2)).is_err()
            );
        }
    }
    let many = Messages::draw(1, (1 << 16) + 1, &mut rng()).unwrap();
    let error = KernelRegression::default().learn(many).unwrap_err();
    assert!(matches!(error, Error::TooLarge { quantity: "the number of pairs of messages", .. }));
    let memory = KernelRegression::default().learn(drawn(8, 2)).unwrap();
    let state = State::new(vec![1, 1]).unwrap();
    assert!(memory.recall(&state, &Dynamics::default(), &mut rng()).is_err());
    assert!(memory.recall_all(&[state], &Dynamics::default(), 1, |_| rng()).is_err());
}

#[test]
fn cliques_that_cannot_be() {
    let few = |quantity, found| Err(Error::TooFew { quantity, found, needed: 2 });
    assert_eq!(Cliques::new(1, 2), few("vertices", 1));
    assert_eq!(Cliques::halves(3), few("vertices of a clique", 1));
    let quantity = "the number of vertices of a clique";
    assert_eq!(Cliques::new(4, 5), Err(Error::TooLarge { quantity, value: 5, limit: 4 }));
    for vertices in [1 << 40, usize::MAX] {
        assert!(matches!(Cliques::halves(vertices), Err(Error::TooLarge { .. })));
    }
    // 8,128 units and 2e37 of them.
    let many = Cliques::halves(128).unwrap();
    assert!(matches!(many.all(), Err(Error::TooLarge { .. })));
    assert!(matches!(many.draw_messages(usize::MAX, &mut rng()), Err(Error::TooLarge { .. })));
    assert!(many.draw_messages(0, &mut rng()).is_err());
    let five = Cliques::new(5, 3).unwrap();
    let index = Error::IndexOutOfRange { quantity: "vertex", index: 5, len: 5 };
    assert_eq!(five.clique(&[0, 1, 5]), Err(index));
    assert_eq!(five.clique(&[0, 1, 0]), Err(Error::DuplicateVertex(0)));
    assert_eq!(Error::DuplicateVertex(0).to_string(), "vertex 0 is named twice");
    assert!(matches!(five.clique(&[0, 1]), Err(Error::LengthMismatch { .. })));
    assert_eq!(five.vertices_of(&State::new(vec![1; 7]).unwrap()), None);
}

#[test]
fn clique_networks_that_cannot_be() {
    let cliques = Cliques::halves(8).unwrap();
    for flip_rate in [-0.1, 0.5, f64::NAN] {
        let error = CliqueCouplings::for_noise(&cliques, flip_rate).unwrap_err();
        assert!(matches!(error, Error::OutOfRange { quantity: "the flip rate", .. }));
    }
    let triangles = Cliques::new(8, 3).unwrap();
    assert!(matches!(CliqueCouplings::for_noise(&triangles, 0.1), Err(Error::TooFew { .. })));
    let couplings = CliqueCouplings::for_noise(&cliques, 0.1).unwrap();
    for vertices in [0, 1, 1 << 40, usize::MAX] {
        assert!(CliqueNetwork::new(vertices, couplings).is_err());
    }
    for bad in [f64::NAN, f64::INFINITY, f64::MAX] {
        for couplings in [
            CliqueCouplings { adjacent: bad, ..couplings },
            CliqueCouplings { disjoint: bad, ..couplings },
            CliqueCouplings { threshold: bad, ..couplings },
        ] {
            let error = CliqueNetwork::new(8, couplings).unwrap_err();
            assert!(matches!(error, Error::NotFinite { .. }));
        }
    }
    let network = CliqueNetwork::new(8, couplings).unwrap();
    let state = State::new(vec![1, 1]).unwrap();
    assert!(network.recall(&state, &Dynamics::default(), &mut rng()).is_err());
    // Of 10,000 vertices there is a network, but no matrix of it.
    let large = CliqueNetwork::new(10_000, couplings).unwrap();
    assert!(matches!(large.to_network(), Err(Error::TooLarge { .. })));
}

#[test]
fn thresholds_that_do_not_fit_their_couplings() {
    let square = Mat::<f64>::zeros(3, 3);
    for thresholds in [&[0.0; 2][..], &[0.0; 4]] {
        let error = HopfieldNetwork::for_bits(square.as_ref(), thresholds).unwrap_err();
        assert!(matches!(error, Error::LengthMismatch { expected: 3, .. }));
    }
    let error = HopfieldNetwork::for_bits(Mat::zeros(2, 3).as_ref(), &[0.0; 2]).unwrap_err();
    assert!(matches!(error, Error::NotSquare { .. }));
    let error = HopfieldNetwork::for_bits(square.as_ref(), &[f64::NAN; 3]).unwrap_err();
    assert!(matches!(error, Error::NotFinite { quantity: "a bias", .. }));
}

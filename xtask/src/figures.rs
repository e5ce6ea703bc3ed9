//! All figures, by chapter. A new figure is one file and two lines in its chapter.

mod closed_form;
mod hopfield;
pub(crate) mod infomax;
mod mi;
pub(crate) mod palette;
mod willshaw;

use synaptome_lab::Chapter;

/// The chapters, in reading order.
pub(crate) static CHAPTERS: &[Chapter<'static>] = &[
    Chapter {
        title: "Information in synaptic connections",
        citation: "Fan & Mysore (2024), Quantifying information stored in synaptic connections \
                   rather than in firing patterns of neural networks, arXiv 2411.17692",
        figures: mi::FIGURES,
    },
    Chapter {
        title: "How good the closed form is",
        citation: "Ours: exact information, better approximations, large ensembles, and the topics \
                   of the poster (Fan & Mysore)",
        figures: closed_form::FIGURES,
    },
    Chapter {
        title: "Willshaw memories with block coding",
        citation: "Knoblauch & Palm (2020), Iterative retrieval and block coding in \
                   autoassociative and heteroassociative memory, Neural Computation 32(1), 205-260",
        figures: willshaw::FIGURES,
    },
    Chapter {
        title: "Writing to the Hopfield memory",
        citation: "Notes on Bao et al. (2019), Writing to the Hopfield Memory via Training a \
                   Recurrent Network, PRICAI 2019, DOI 10.1007/978-3-030-29911-8_19",
        figures: hopfield::FIGURES,
    },
    Chapter {
        title: "Recurrent infomax",
        citation: "Tanaka, Kaneko & Aoyagi (2009), Recurrent infomax generates cell assemblies, \
                   neuronal avalanches, and simple cell-like selectivity, Neural Computation 21, \
                   1038-1067",
        figures: infomax::FIGURES,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use synaptome_lab::{Figure, Point, Scale};

    use super::*;

    fn all() -> impl Iterator<Item = &'static dyn Figure> {
        CHAPTERS.iter().flat_map(|chapter| chapter.figures.iter().copied())
    }

    #[test]
    fn identifiers_are_unique() {
        let ids: Vec<_> = all().map(Figure::id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn labels_are_unique_within_a_data_set_at_every_scale() {
        for data in all().map(Figure::data) {
            for scale in Scale::ALL {
                let points = data.points(scale);
                let labels: BTreeSet<_> = points.iter().map(Point::label).collect();
                assert_eq!(labels.len(), points.len(), "{} at {}", data.name(), scale.name());
                let estimated = points.iter().all(|point| point.seconds > 0.0);
                assert!(estimated, "{} has no estimate", data.name());
            }
        }
    }

    #[test]
    fn data_sets_of_one_name_have_the_same_points_and_columns() {
        let sets: Vec<_> = all().map(Figure::data).collect();
        for (a, b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (a, b))) {
            if a.name() == b.name() {
                assert_eq!(a.columns(), b.columns(), "{}", a.name());
                for scale in Scale::ALL {
                    assert_eq!(a.points(scale), b.points(scale), "{}", a.name());
                }
            }
        }
    }
}

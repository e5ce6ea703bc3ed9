//! Figures: what is shown of a data set.

use crate::chart::Chart;
use crate::{DataSet, Measurement, Result, Table};

/// What a reader sees, and what the source shows.
///
/// ```
/// use synaptome_lab::Caption;
///
/// const CAPTION: Caption = Caption {
///     title: "Recall removes noise",
///     seen: "Overlap with the stored pattern, mean ± standard deviation over 60 cues.",
///     paper: "The same for N = 1,000 (figure 3).",
/// };
/// assert_eq!(CAPTION.title, "Recall removes noise");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Caption {
    /// A short headline.
    pub title: &'static str,
    /// What is drawn.
    pub seen: &'static str,
    /// What the source shows at this place, or why the figure is ours.
    pub paper: &'static str,
}

impl Caption {
    /// The caption of a figure that no paper shows.
    pub const fn ours(title: &'static str, seen: &'static str) -> Self {
        Self { title, seen, paper: "" }
    }
}

/// A chart of the stored table of a data set, and the claims that it measures.
///
/// Charts and claims read the table and never simulate.
///
/// ```
/// use synaptome_lab::chart::{Axis, Chart, Panel, Series};
/// use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};
///
/// /// Heads of a coin, drawn from any data set with the columns `tosses` and `heads`.
/// struct Heads<D>(D);
///
/// impl<D: DataSet> Figure for Heads<D> {
///     fn id(&self) -> &str {
///         "heads"
///     }
///     fn source(&self) -> &str {
///         "School"
///     }
///     fn caption(&self) -> Caption {
///         Caption::ours("Heads", "Heads against tosses.")
///     }
///     fn data(&self) -> &dyn DataSet {
///         &self.0
///     }
///     fn measure(&self, table: &Table) -> Result<Vec<Measurement>> {
///         Ok(vec![Measurement::mean("own-1", &table.numbers("heads")?, "coins")])
///     }
///     fn chart(&self, table: &Table) -> Result<Chart> {
///         let panel = Panel::new("Heads", Axis::linear("tosses"), Axis::linear("heads"));
///         Ok(panel.with(Series::points("", table.pairs("tosses", "heads")?)).into())
///     }
/// }
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
pub trait Figure: Sync {
    /// The identifier by which figures are selected and claims name them, such as `mi-2a`.
    fn id(&self) -> &str;

    /// Where the figure comes from, such as paper and figure number.
    fn source(&self) -> &str;

    /// What is seen, and what the source shows.
    fn caption(&self) -> Caption;

    /// What is drawn. Figures that draw the same data set share its points,
    /// which are computed once.
    fn data(&self) -> &dyn DataSet;

    /// The claims measured by the table; those not measurable at this scale are left out.
    ///
    /// # Errors
    /// Any error: it is reported with the figure's identifier.
    fn measure(&self, table: &Table) -> Result<Vec<Measurement>>;

    /// Draws the table.
    ///
    /// # Errors
    /// Any error: it is reported with the figure's identifier.
    fn chart(&self, table: &Table) -> Result<Chart>;
}

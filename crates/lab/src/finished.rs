//! Figures whose points are all stored, and what follows from them.

use std::collections::BTreeSet;
use std::fmt;

use crate::chart::{Drawing, Palette, draw};
use crate::panics::catch;
use crate::{
    Claims, Error, Figure, Judgement, Measurement, Result, Revision, Scale, Store, Stored, Table,
    counted,
};

/// A figure whose points are all stored, with what follows from them.
///
/// ```
/// use synaptome_lab::{Finished, Lab, Run};
///
/// let folder = tempfile::tempdir()?;
/// let run = Run { out: folder.path().into(), ..Run::default() };
/// let lab = Lab::default();
/// let store = lab.store(&run);
/// for figure in lab.figures() {
///     if let Some(finished) = Finished::read(figure, &store, run.scale)? {
///         println!("{}: {} points", finished.figure.id(), finished.points);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Finished<'a> {
    /// The figure.
    pub figure: &'a dyn Figure,
    /// All rows of its data set.
    pub table: Table,
    /// What it measures.
    pub measured: Vec<Measurement>,
    /// How many points it has.
    pub points: usize,
    /// How many seconds of one core they took together.
    pub core_seconds: f64,
    /// The revisions of the sources that computed them.
    pub revisions: BTreeSet<Revision>,
    /// How many of them other sources have computed than those of now.
    pub stale: usize,
}

impl<'a> Finished<'a> {
    /// Reads a figure; none unless all of its points at this scale are stored.
    ///
    /// # Errors
    /// [`Error::Figure`] if the claims cannot be measured from the table.
    pub fn read(
        figure: &'a dyn Figure,
        store: &Store,
        scale: Scale,
    ) -> Result<Option<Self>, Error> {
        let Some(stored) = store.complete(figure.data(), scale) else { return Ok(None) };
        let core_seconds = stored.iter().map(|point| point.seconds.max(0.0)).sum();
        let revisions = stored.iter().map(|point| point.revision.clone()).collect();
        let stale = stored.iter().filter(|point| store.is_stale(figure.data(), point)).count();
        let points = stored.len();
        let table = table(figure, stored)?;
        let measured = measure(figure, &table)?;
        Ok(Some(Self { figure, table, measured, points, core_seconds, revisions, stale }))
    }
}

impl fmt::Debug for Finished<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finished({}, {})", self.figure.id(), counted(self.points, "point"))
    }
}

/// The claims of a figure, measured by a table. A panic of the figure's own code is an error: a table that somebody has
/// written may be none that the figure expects.
///
/// ```
/// use synaptome_lab::{Figure, Result, Table, measure};
///
/// fn count(figure: &dyn Figure, file: &[u8]) -> Result<usize> {
///     Ok(measure(figure, &Table::from_csv(file)?)?.len())
/// }
/// ```
///
/// # Errors
/// [`Error::Figure`] with the figure.
pub fn measure(figure: &dyn Figure, table: &Table) -> Result<Vec<Measurement>, Error> {
    in_figure(figure, "claims", catch(|| figure.measure(table)))
}

/// The picture of a figure, drawn from a table.
///
/// ```
/// use synaptome_lab::chart::Palette;
/// use synaptome_lab::{Figure, Result, Table, picture};
///
/// fn png(figure: &dyn Figure, file: &[u8]) -> Result<Vec<u8>> {
///     Ok(picture(figure, &Table::from_csv(file)?, Palette::default())?.png)
/// }
/// ```
///
/// # Errors
/// As [`measure`].
pub fn picture(figure: &dyn Figure, table: &Table, palette: Palette<'_>) -> Result<Drawing, Error> {
    let chart = in_figure(figure, "chart", catch(|| figure.chart(table)))?;
    in_figure(figure, "chart", draw(&chart, palette).map_err(Into::into))
}

fn table(figure: &dyn Figure, stored: Vec<Stored>) -> Result<Table, Error> {
    let rows = stored.into_iter().flat_map(|point| point.rows).collect();
    let table = Table::new(figure.data().columns(), rows);
    in_figure(figure, "table", table.map_err(Into::into))
}

/// Says in which figure an error happened.
fn in_figure<T>(figure: &dyn Figure, part: &'static str, result: Result<T>) -> Result<T, Error> {
    result.map_err(|source| Error::Figure { figure: figure.id().to_owned(), part, source })
}

/// All claims, judged from the finished figures, each claim from the figure that it names; and what
/// was measured but cannot be judged.
pub(crate) fn judge(
    claims: &Claims,
    finished: &[Finished<'_>],
    scale: Scale,
) -> (Vec<Judgement>, Vec<Error>) {
    let (mut measured, mut failures) = (Vec::<Measurement>::new(), Vec::new());
    for done in finished {
        for measurement in &done.measured {
            match require_asked(claims, done.figure.id(), measurement, &measured) {
                Ok(()) => measured.push(measurement.clone()),
                Err(error) => failures.push(error),
            }
        }
    }
    (claims.iter().map(|claim| Judgement::of(claim, &measured, scale)).collect(), failures)
}

fn require_asked(
    claims: &Claims,
    figure: &str,
    measurement: &Measurement,
    measured: &[Measurement],
) -> Result<(), Error> {
    let claim = measurement.claim.clone();
    if measured.iter().any(|other| other.claim == claim) {
        return Err(Error::Duplicate { kind: "measurement", name: claim });
    }
    if claims.iter().any(|known| known.id == claim && known.figure == figure) {
        return Ok(());
    }
    Err(Error::UnknownClaim { figure: figure.to_owned(), claim })
}

//! The whole: from figures and claims to a folder with tables, pictures, verdicts and one page.

use std::path::Path;

use crate::chart::Palette;
use crate::files::{replace, require_file};
use crate::finished::{judge, picture};
use crate::manifest::manifest;
use crate::report::Content;
use crate::room;
use crate::runner::compute_prepared;
use crate::select::select;
use crate::{
    Chapter, Claims, DataSet, Error, Figure, Finished, Judgement, Output, Parallel, Plan, Reuse,
    Revision, Run, Scale, Sources, Store, Summary, Work, consistency, report, work,
};

/// An experiment: chapters of figures, and the claims that they measure.
///
/// [`Lab::run`] computes what is missing and writes the report: see [`Experiment`](crate::Experiment)
/// for an example, and the program `own_experiment` among the examples of this crate.
///
/// ```
/// use synaptome_lab::{Claim, Claims, Lab};
///
/// let claims = Claims::new(vec![Claim::ours("own-1", "recall", "overlap", 0.9..=1.0)])?;
/// let lab = Lab { title: "Recall", claims, version: "2", ..Lab::default() };
/// assert_eq!(lab.figures().count(), 0); // chapters bring the figures
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lab<'a> {
    /// The headline of the report.
    pub title: &'a str,
    /// The figures in reading order; identifiers must differ.
    pub chapters: &'a [Chapter<'a>],
    /// The claims.
    pub claims: Claims,
    /// Colours of methods that appear in several figures.
    pub palette: Palette<'a>,
    /// The command that recomputes figures, which the report prints with `--only` and `--scale`;
    /// empty for none.
    pub command: &'a str,
    /// Where the findings are explained: a sentence for the report; empty for none.
    pub findings: &'a str,
    /// The version. Stored points of another version are computed again.
    pub version: &'a str,
    /// The state of the sources.
    pub revision: Revision,
    /// The fingerprints of the sources of each data set. Stored points of other sources are computed
    /// again, or kept and marked.
    pub sources: Sources,
}

impl Default for Lab<'_> {
    /// No figures and no claims, version 0, the revision of the working folder.
    fn default() -> Self {
        Self {
            title: "Experiments",
            chapters: &[],
            claims: Claims::default(),
            palette: Palette::default(),
            command: "",
            findings: "",
            version: "0",
            revision: Revision::of(Path::new(".")),
            sources: Sources::default(),
        }
    }
}

impl<'a> Lab<'a> {
    /// All figures, in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &'a dyn Figure> + use<'a> {
        self.chapters.iter().flat_map(|chapter| chapter.figures.iter().copied())
    }

    /// The figures whose identifier matches one of the patterns; all if there are none.
    ///
    /// ```
    /// use synaptome_lab::Lab;
    ///
    /// let Err(error) = Lab::default().select(&["mi-*".into()]) else {
    ///     panic!("a lab without figures")
    /// };
    /// assert!(error.to_string().starts_with("no figure matches"));
    /// ```
    ///
    /// # Errors
    /// [`Error::Pattern`] for a malformed pattern, [`Error::UnknownFigure`] if nothing matches.
    pub fn select(&self, only: &[String]) -> Result<Vec<&'a dyn Figure>, Error> {
        select(self.figures(), only)
    }

    /// The store of a run.
    pub fn store(&self, run: &Run) -> Store {
        Store::new(Output::new(&run.out), run.seed, self.version, self.revision.clone())
            .with_sources(self.sources.clone())
    }

    /// What a run has to do: its points, and those of them that are not stored or stale.
    ///
    /// ```
    /// use synaptome_lab::{Error, Lab, Run};
    ///
    /// fn progress(lab: &Lab<'_>, run: &Run) -> Result<String, Error> {
    ///     let plan = lab.plan(run)?;
    ///     Ok(format!("{} of {} points are missing", plan.missing.len(), plan.points.len()))
    /// }
    /// assert!(progress(&Lab::default(), &Run::default()).is_err()); // a lab without figures
    /// ```
    ///
    /// # Errors
    /// As [`Lab::select`]; [`Error::Name`] and [`Error::Duplicate`] for what cannot be stored.
    pub fn plan(&self, run: &Run) -> Result<Plan<'a>, Error> {
        let figures = self.select(&run.only)?;
        consistency::check(&figures, run.scale)?;
        consistency::check_claims(&self.claims, self.chapters)?;
        let points = work(&figures, run.scale, run.shard);
        let (store, mut missing, mut stale) = (self.store(run), Vec::new(), 0);
        for work in &points {
            let stored = store.load(work.data, &work.point);
            let is_stale = stored.as_ref().is_some_and(|point| store.is_stale(work.data, point));
            stale += usize::from(is_stale);
            let is_used = stored.is_some()
                && match run.reuse {
                    Reuse::Current => !is_stale,
                    Reuse::All => true,
                    Reuse::Nothing => false,
                };
            if !is_used {
                missing.push(work.clone());
            }
        }
        Ok(Plan { points, missing, stale })
    }

    /// Computes what is missing, and writes tables, pictures, verdicts and the report; a shard
    /// only computes.
    ///
    /// # Errors
    /// As [`Lab::plan`] and [`Store::prepare`] before anything is computed. Then, as [`compute`](crate::compute) and
    /// [`Lab::write`]: what failed is named after everything else was stored and drawn. Storing that
    /// fails ends the run at once, as [`Error::StorageFailed`] or [`Error::FolderRemoved`].
    pub fn run(&self, run: &Run) -> Result<Summary, Error> {
        let Plan { points, missing, stale } = self.plan(run)?;
        let (points, stored, store) = (points.len(), points.len() - missing.len(), self.store(run));
        self.prepare(run, &store, &missing)?;
        let Run { jobs, reuse, quiet, .. } = *run;
        let fresh = reuse == Reuse::Nothing;
        let mut failures: Vec<_> =
            compute_prepared(missing, &store, Parallel { jobs, fresh, quiet })
                .err()
                .into_iter()
                .collect();
        let mut judgements = Vec::new();
        if !failures.iter().any(Error::is_of_storage) && self.is_drawn_by(run, &store)? {
            let (written, computed) = (self.write_into(run, &mut judgements), points - stored);
            failures.extend(written.unwrap_or_else(|e| vec![store.output().lost(e, computed)]));
            failures.extend(if failures.is_empty() { self.incomplete(run, &store)? } else { None });
        }
        all_of(failures)?;
        let stale = if run.reuse == Reuse::All { stale } else { 0 };
        Ok(Summary { points, stored, stale, judgements })
    }

    /// Finds out whether all that a run writes can be written.
    fn prepare(&self, run: &Run, store: &Store, missing: &[Work<'_>]) -> Result<(), Error> {
        store.prepare(missing)?;
        if run.shard.is_some() && !run.draw_when_complete {
            return Ok(());
        }
        let (output, figures) = (store.output(), self.select(&run.only)?);
        REPORT.iter().try_for_each(|name| require_file(&output.file(name)))?;
        let files = figures
            .iter()
            .map(|figure| KINDS.map(|kind| output.file(&format!("{}.{kind}", figure.id()))));
        let files: Vec<_> = files.collect();
        files.iter().flatten().try_for_each(|file| require_file(file))?;
        let drawings = room::of_drawings(files.iter().flatten());
        room::require(output.root(), store.bytes_of(missing) + drawings)
    }

    /// Whether a run draws once its points are stored.
    fn is_drawn_by(&self, run: &Run, store: &Store) -> Result<bool, Error> {
        Ok(run.shard.is_none() || run.draw_when_complete && self.is_complete(run, store)?)
    }

    /// A selected figure of which points are missing.
    fn incomplete(&self, run: &Run, store: &Store) -> Result<Option<Error>, Error> {
        let mut figures = self.select(&run.only)?.into_iter();
        let missing = figures.find(|figure| !store.has(figure.data(), run.scale));
        Ok(missing.map(|figure| Error::Incomplete { figure: figure.id().to_owned() }))
    }

    /// Whether every selected point is stored, by this shard or another, and none is stale unless
    /// these are kept.
    fn is_complete(&self, run: &Run, store: &Store) -> Result<bool, Error> {
        let is_done = |data: &dyn DataSet| {
            let stored = store.complete(data, run.scale);
            let keeps = run.reuse == Reuse::All;
            stored.is_some_and(|all| keeps || !all.iter().any(|point| store.is_stale(data, point)))
        };
        Ok(self.select(&run.only)?.iter().all(|figure| is_done(figure.data())))
    }

    /// All claims, judged from the figures that are complete in the store.
    ///
    /// # Errors
    /// [`Error::NoResults`] for a folder without stored points; [`Error::Figure`], or
    /// [`Error::UnknownClaim`] for a measurement that no claim asks for.
    pub fn judge(&self, store: &Store, scale: Scale) -> Result<Vec<Judgement>, Error> {
        store.output().require()?;
        let (finished, mut failures) = self.finished(store, scale);
        let (judged, more) = judge(&self.claims, &finished, scale);
        failures.extend(more);
        all_of(failures)?;
        Ok(judged)
    }

    /// Writes everything but the points themselves, from the figures that are complete in the
    /// store; returns the verdicts.
    ///
    /// # Errors
    /// [`Error::Io`]. As [`Lab::judge`], and [`Error::Drawing`], after all that can be drawn was.
    pub fn write(&self, run: &Run) -> Result<Vec<Judgement>, Error> {
        self.store(run).output().require()?;
        let mut judgements = Vec::new();
        all_of(self.write_into(run, &mut judgements)?)?;
        Ok(judgements)
    }

    /// Every figure that is complete in the store, and those that cannot measure their claims.
    fn finished(&self, store: &Store, scale: Scale) -> (Vec<Finished<'a>>, Vec<Error>) {
        let (mut finished, mut failures) = (Vec::new(), Vec::new());
        for figure in self.figures() {
            match Finished::read(figure, store, scale) {
                Ok(done) => finished.extend(done),
                Err(error) => failures.push(error),
            }
        }
        (finished, failures)
    }

    /// What [`Lab::write`] does; returns what failed.
    fn write_into(&self, run: &Run, judged: &mut Vec<Judgement>) -> Result<Vec<Error>, Error> {
        let (store, scale) = (&self.store(run), run.scale);
        let (finished, mut failures) = self.finished(store, scale);
        let (judgements, more) = judge(&self.claims, &finished, scale);
        failures.extend(more);
        *judged = judgements;
        let mut pictures = Vec::new();
        for done in &finished {
            match self.write_figure(done, store.output()) {
                Ok(panels) => pictures.push((done, panels)),
                Err(error @ Error::Io { .. }) => return Err(error),
                Err(error) => failures.push(error),
            }
        }
        let file = |name: &str| store.output().file(name);
        let claims = file("claims.json");
        replace(&claims, &report::json(judged).map_err(Error::io("write", &claims))?)?;
        replace(&file("manifest.json"), &manifest(store, scale, &finished))?;
        let shown = pictures.iter().map(|(done, panels)| (*done, panels)).collect();
        let Self { title, chapters, command, findings, .. } = *self;
        let content = Content { title, chapters, command, findings, scale, store, shown, judged };
        replace(&file("index.html"), report::page(&content).as_bytes())?;
        Ok(failures)
    }

    /// Writes the table and the pictures of a figure; returns its panels as SVG.
    fn write_figure(&self, done: &Finished<'_>, output: &Output) -> Result<Vec<String>, Error> {
        let id = done.figure.id();
        let csv = output.file(&format!("{id}.csv"));
        replace(&csv, &done.table.to_csv().map_err(Error::io("write", &csv))?)?;
        let drawing = picture(done.figure, &done.table, self.palette)?;
        replace(&output.file(&format!("{id}.svg")), drawing.svg.as_bytes())?;
        replace(&output.file(&format!("{id}.png")), &drawing.png)?;
        Ok(drawing.panels)
    }
}

/// What a run writes for each figure.
const KINDS: [&str; 3] = ["csv", "svg", "png"];
/// What a run writes besides.
const REPORT: [&str; 3] = ["claims.json", "index.html", "manifest.json"];

/// One error for all failures; none for none.
fn all_of(mut failures: Vec<Error>) -> Result<(), Error> {
    match failures.len() {
        0 => Ok(()),
        1 => Err(failures.remove(0)),
        _ => Err(Error::Several { failures }),
    }
}

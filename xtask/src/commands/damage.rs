//! Stored points that cannot be read.

use synaptome_lab::{Lab, Run, Work};

use crate::output::say;

/// Names the files of points that are stored but cannot be read, and says what becomes of each.
pub(super) fn warn_of_damage(lab: &Lab<'_>, run: &Run, missing: &[Work<'_>], fate: &str) {
    let store = lab.store(run);
    for damage in missing.iter().filter_map(|work| store.damage(work.data, &work.point)) {
        say(&format!("warning: {}; {fate}", synaptome_lab::chain(&damage)));
    }
}

//! Ctrl-C, the signal that ends programs, and those of a limit: a run says how to resume before it ends.

use std::io;
use std::path::Path;

/// From now on, SIGINT, SIGTERM and SIGXCPU, which follows a limit on processor time, say that finished points are safe in a folder, and then end the
/// program as they do without us, so that a shell sees 130 or 143 and ends its loops.
#[cfg(unix)]
pub(crate) fn say_how_to_resume(folder: &Path) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXCPU};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, signal_name};

    let (folder, mut signals) = (folder.to_owned(), Signals::new([SIGINT, SIGTERM, SIGXCPU])?);
    let wait = move || {
        for signal in signals.forever() {
            let (name, folder) = (signal_name(signal).unwrap_or("a signal"), folder.display());
            crate::output::say(&format!(
                "\nended by {name}: finished points are safe in {folder}, and the same command resumes with \
                 the rest"
            ));
            let _ = emulate_default_handler(signal);
        }
    };
    std::thread::Builder::new().spawn(wait).map(drop)
}

/// Other systems end the program themselves.
#[cfg(not(unix))]
pub(crate) fn say_how_to_resume(_: &Path) -> io::Result<()> {
    Ok(())
}

/// From now on, a file that grows beyond a limit (`ulimit -f`) is an error of writing, as on a full disk, and does not end the
/// program.
#[cfg(unix)]
pub(crate) fn let_large_files_fail() -> io::Result<()> {
    let seen = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).map(drop)
}

/// Other systems have no such signal.
#[cfg(not(unix))]
pub(crate) fn let_large_files_fail() -> io::Result<()> {
    Ok(())
}

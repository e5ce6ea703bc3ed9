//! A browser without a window.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process::quietly;

/// Names of Chromium and of its relatives.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// How a page is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct View {
    /// Width in pixels.
    pub(crate) width: u32,
    /// Whether dark colours are preferred.
    pub(crate) is_dark: bool,
}

impl View {
    /// The preferred colours in a word.
    pub(crate) fn scheme(self) -> &'static str {
        if self.is_dark { "dark" } else { "light" }
    }

    /// A wide window with light colours.
    pub(crate) const WIDE: Self = Self { width: 1280, is_dark: false };

    /// A telephone with light colours.
    pub(crate) const NARROW: Self = Self { width: 390, is_dark: false };

    /// A telephone and a wide window, light and dark.
    pub(crate) const ALL: [Self; 4] = [
        Self::WIDE,
        Self { is_dark: true, ..Self::WIDE },
        Self::NARROW,
        Self { is_dark: true, ..Self::NARROW },
    ];
}

/// A browser that is installed.
#[derive(Clone, Debug)]
pub(crate) struct Browser(PathBuf);

impl Browser {
    /// The first of the known browsers that runs.
    pub(crate) fn find() -> Option<Self> {
        let runs = |name: &&str| quietly(Command::new(name).arg("--version"));
        NAMES.into_iter().find(runs).map(|name| Self(name.into()))
    }

    /// The document of a page after its scripts have run.
    pub(crate) fn document(&self, page: &Path, view: View) -> Result<String> {
        let profile = tempfile::tempdir().context("a folder for the profile of the browser")?;
        let scheme = u8::from(!view.is_dark);
        let mut browser = Command::new(&self.0);
        browser
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=30000"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--window-size={},1000", view.width))
            .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
            .args(["--dump-dom", &format!("file://{}", page.display())]);
        let done = browser.stdin(Stdio::null()).output().context("the browser")?;
        ensure!(done.status.success(), "the browser failed on {}", page.display());
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }
}

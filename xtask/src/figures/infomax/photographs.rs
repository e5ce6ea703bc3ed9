//! Photographs from a folder, for receptive fields to compare with those of synthetic images.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use synaptome_infomax::input::Image;
use synaptome_lab::Result;

/// A folder of photographs, with a digest of all files: other pictures are other settings.
#[derive(Clone, Debug)]
pub(crate) struct Photographs {
    folder: PathBuf,
    digest: String,
}

/// What `--images` named.
static CHOSEN: OnceLock<Photographs> = OnceLock::new();

/// Lets ri-5 use the photographs of a folder in this run.
///
/// # Errors
/// If the folder holds no PNG or JPEG file, or one that cannot be decoded, which is named.
pub(crate) fn choose(folder: &Path) -> Result<()> {
    let photographs = Photographs::open(folder)?;
    CHOSEN.get_or_init(|| photographs);
    Ok(())
}

/// The photographs of this run, if any.
pub(super) fn chosen() -> Option<&'static Photographs> {
    CHOSEN.get()
}

impl Photographs {
    fn open(folder: &Path) -> Result<Self> {
        let mut hash = Sha256::new();
        for path in files(folder)? {
            read(&path)?;
            hash.update(fs::read(&path).map_err(|error| named(&path, error))?);
        }
        let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hash.finalize());
        let digest = format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h]));
        Ok(Self { folder: folder.to_owned(), digest })
    }

    /// Sixteen digits that change with any file.
    pub(super) fn digest(&self) -> &str {
        &self.digest
    }

    /// The grey images, each changed by `prepare`; errors name the file.
    pub(super) fn images(&self, prepare: impl Fn(Image) -> Result<Image>) -> Result<Vec<Image>> {
        let one = |path: PathBuf| prepare(read(&path)?).map_err(|error| named(&path, error).into());
        files(&self.folder)?.into_iter().map(one).collect()
    }
}

/// The PNG and JPEG files of a folder by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = || -> std::io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    };
    let mut files = listed().map_err(|error| named(folder, error))?;
    let wanted = |path: &PathBuf| {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        extension.is_some_and(|e| ["png", "jpg", "jpeg"].contains(&&*e))
    };
    files.retain(wanted);
    files.sort();
    if files.is_empty() {
        return Err(named(folder, "there is no PNG or JPEG file in it").into());
    }
    Ok(files)
}

/// The luma of a picture.
fn read(path: &Path) -> Result<Image> {
    let grey = image::open(path).map_err(|error| named(path, error))?.into_luma16();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let pixels = grey.into_raw().into_iter().map(|level| f64::from(level) / 65_535.0).collect();
    Image::new(width, height, pixels).map_err(|error| named(path, error).into())
}

/// What is wrong with a file or folder.
fn named(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, RgbImage};

    use super::*;

    #[test]
    fn pictures_are_read_as_luma_and_others_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        GrayImage::from_fn(20, 10, |x, _| Luma([(x * 12) as u8]))
            .save(folder.path().join("a.png"))
            .unwrap();
        RgbImage::new(16, 16).save(folder.path().join("b.JPG")).unwrap();
        fs::write(folder.path().join("notes.txt"), "no picture").unwrap();
        let photographs = Photographs::open(folder.path()).unwrap();
        let images = photographs.images(Ok).unwrap();
        assert_eq!(
            images.iter().map(|i| (i.width(), i.height())).collect::<Vec<_>>(),
            [(20, 10), (16, 16)]
        );
        assert!((images[0].pixels()[5] - 60.0 / 255.0).abs() < 1e-9);
    }

    #[test]
    fn an_unreadable_picture_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Photographs::open(folder.path()).unwrap_err().to_string().contains("no PNG"));
        fs::write(folder.path().join("broken.png"), "no picture").unwrap();
        let error = Photographs::open(folder.path()).unwrap_err();
        assert!(error.to_string().contains("broken.png"), "{error}");
    }

    #[test]
    fn another_picture_is_another_digest() {
        let folder = tempfile::tempdir().unwrap();
        let digest = |level: u8| {
            let picture = GrayImage::from_pixel(8, 8, Luma([level]));
            picture.save(folder.path().join("a.png")).unwrap();
            Photographs::open(folder.path()).unwrap().digest().to_owned()
        };
        assert_ne!(digest(1), digest(2));
    }
}

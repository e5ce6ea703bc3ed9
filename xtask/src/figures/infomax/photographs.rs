//! Photographs from a folder, for receptive fields to compare with those of synthetic images.

mod decoding;

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

/// The luma of a picture; errors name the file.
fn read(path: &Path) -> Result<Image> {
    decoding::decode(path).map_err(|error| named(path, error).into())
}

/// What is wrong with a file or folder.
fn named(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use png::{BitDepth, ColorType};

    use super::*;

    /// A JPEG file of 16 × 16 pixels of red 200, green 40 and blue 90.
    const RED: &[u8] = include_bytes!("photographs/red.jpg");

    fn write_png(path: PathBuf, color: ColorType, depth: BitDepth, size: (u32, u32), data: &[u8]) {
        let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), size.0, size.1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
    }

    #[test]
    fn pictures_are_read_as_luma_and_others_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let levels: Vec<u8> = (0..200).map(|i| i % 20 * 12).collect();
        let path = folder.path().join("a.png");
        write_png(path, ColorType::Grayscale, BitDepth::Eight, (20, 10), &levels);
        fs::write(folder.path().join("b.JPG"), RED).unwrap();
        fs::write(folder.path().join("notes.txt"), "no picture").unwrap();
        let photographs = Photographs::open(folder.path()).unwrap();
        let images = photographs.images(Ok).unwrap();
        let sizes: Vec<_> = images.iter().map(|i| (i.width(), i.height())).collect();
        assert_eq!(sizes, [(20, 10), (16, 16)]);
        assert!((images[0].pixels()[5] - 60.0 / 255.0).abs() < 1e-12);
        // 0.2126 · 200 + 0.7152 · 40 + 0.0722 · 90; JPEG loses up to two levels here.
        assert!((images[1].pixels()[77] - 77.626 / 255.0).abs() < 2.0 / 255.0);
    }

    #[test]
    fn every_kind_of_png_has_the_same_luma() {
        let folder = tempfile::tempdir().unwrap();
        let (eight, sixteen) = (BitDepth::Eight, BitDepth::Sixteen);
        for (name, color, depth, data) in [
            ("a", ColorType::Grayscale, eight, &[51][..]),
            ("b", ColorType::GrayscaleAlpha, eight, &[51, 9]),
            ("c", ColorType::Rgb, eight, &[51; 3]),
            ("d", ColorType::Rgba, eight, &[51, 51, 51, 9]),
            ("e", ColorType::Grayscale, sixteen, &[51; 2]),
            ("f", ColorType::Rgba, sixteen, &[51, 51, 51, 51, 51, 51, 9, 9]),
        ] {
            let path = folder.path().join(format!("{name}.png"));
            write_png(path, color, depth, (1, 1), data);
        }
        let images = Photographs::open(folder.path()).unwrap().images(Ok).unwrap();
        assert_eq!(images.len(), 6);
        assert!(images.iter().all(|image| (image.pixels()[0] - 0.2).abs() < 1e-12), "{images:?}");
    }

    #[test]
    fn an_unreadable_picture_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Photographs::open(folder.path()).unwrap_err().to_string().contains("no PNG"));
        for (name, bytes) in [("broken.png", &b"no picture"[..]), ("cut.jpg", &RED[..30])] {
            fs::write(folder.path().join(name), bytes).unwrap();
            let error = Photographs::open(folder.path()).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }

    #[test]
    fn another_picture_is_another_digest() {
        let folder = tempfile::tempdir().unwrap();
        let digest = |level: u8| {
            let path = folder.path().join("a.png");
            write_png(path, ColorType::Grayscale, BitDepth::Eight, (8, 8), &[level; 64]);
            Photographs::open(folder.path()).unwrap().digest().to_owned()
        };
        assert_ne!(digest(1), digest(2));
    }
}

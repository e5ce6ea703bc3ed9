//! Formats of files other than those of this crate, recognised by their first bytes.

use std::io::Read;

use crate::Error;

/// A format, and what makes a file of it readable.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Format {
    name: &'static str,
    advice: &'static str,
}

/// As many bytes as tell a format.
const FIRST: u64 = 512;

const UNPACK: &str = "decompress it first";
const EXPORT: &str = "save the table as CSV or the array with numpy.save";
const SHEET: &str = "save the sheet as CSV";
const GREY: &str = "save its grey levels as CSV or with numpy.save";
const DOWNLOAD: &str = "download the file itself";
const MATLAB: &str = "save the array as CSV, as with writematrix in MATLAB";
const UTF_8: &str = "save it as UTF-8";

/// Archives, of which .npz files are a kind.
const ZIP: Format = Format { name: "a zip archive", advice: "unpack it first" };
const NPZ: Format =
    Format { name: "an .npz archive of NumPy", advice: "read one of its arrays with read_npz" };
const NPY: Format = Format { name: "an .npy array of NumPy", advice: "read it with read_npy" };
const UTF_16: Format = Format { name: "text in UTF-16", advice: UTF_8 };
const TEXT: Format = Format { name: "text", advice: "read it as a table" };
const BINARY: Format = Format { name: "a binary file", advice: EXPORT };

/// What files begin with, their format, and the advice.
const BEGINNINGS: [(&[u8], &str, &str); 29] = [
    (b"\x1f\x8b", "compressed with gzip", UNPACK),
    (b"BZh91AY&SY", "compressed with bzip2", UNPACK),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", UNPACK),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", "save the array with h5py and numpy.save"),
    (b"MATLAB 7.3 MAT-file", "a MATLAB 7.3 file", MATLAB),
    (b"MATLAB 5.0 MAT-file", "a MATLAB 5 file", MATLAB),
    (b"CDF\x01", "a netCDF file", EXPORT),
    (b"CDF\x02", "a netCDF file", EXPORT),
    (b"\x80\x02", "a pickle of Python", EXPORT),
    (b"\x80\x03", "a pickle of Python", EXPORT),
    (b"\x80\x04", "a pickle of Python", EXPORT),
    (b"\x80\x05", "a pickle of Python", EXPORT),
    (b"PAR1\x15", "a Parquet file", EXPORT),
    (b"ARROW1\0\0", "an Arrow file", EXPORT),
    (b"RDX2\n", "a file of R", "save the table with write.csv in R"),
    (b"RDX3\n", "a file of R", "save the table with write.csv in R"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel workbook of the old format", SHEET),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", GREY),
    (b"\xff\xd8\xff", "a JPEG image", GREY),
    (b"GIF87a", "a GIF image", GREY),
    (b"GIF89a", "a GIF image", GREY),
    (b"II*\0", "a TIFF image", GREY),
    (b"MM\0*", "a TIFF image", GREY),
    (b"%PDF-", "a PDF document", EXPORT),
    (b"<!DOCTYPE", "a web page", DOWNLOAD),
    (b"<html", "a web page", DOWNLOAD),
    (b"<?xml", "XML", EXPORT),
    (b"version https://git-lfs", "a pointer of Git LFS", "fetch the file with git lfs pull"),
];

impl Format {
    /// The format of a file that begins so; none for text and for what is not known.
    pub(crate) fn of(start: &[u8]) -> Option<Self> {
        let known = BEGINNINGS.iter().find(|(bytes, ..)| start.starts_with(bytes));
        let known = known.map(|&(_, name, advice)| Self { name, advice });
        known.or_else(|| archive(start)).or_else(|| {
            let numpy = start.starts_with(b"\x93NUMPY");
            if numpy { Some(NPY) } else { utf_16(start) }
        })
    }

    /// Whether a file is an archive of arrays.
    pub(crate) fn is_npz(bytes: &[u8]) -> bool {
        Self::of(&bytes[..bytes.len().min(FIRST as usize)]) == Some(NPZ)
    }

    /// The format of what should be text in UTF-8; a NUL stands in none.
    pub(crate) fn other_than_text(bytes: &[u8]) -> Option<Self> {
        let start = &bytes[..bytes.len().min(FIRST as usize)];
        Self::of(start).or_else(|| start.contains(&0).then_some(BINARY))
    }

    /// The format of what should be an array of NumPy, from its first bytes and what follows them.
    pub(crate) fn other_than_npy(start: &[u8], source: impl Read) -> Option<Self> {
        let start = [start, &beginning(source)].concat();
        let text = !start.is_empty() && start.iter().copied().all(is_text);
        Self::of(&start).filter(|format| *format != NPY).or(text.then_some(TEXT))
    }

    /// The format of what should be an archive.
    pub(crate) fn other_than_zip(source: impl Read) -> Option<Self> {
        let format = Self::of(&beginning(source));
        format.filter(|format| *format != ZIP && *format != NPZ)
    }

    /// The error of a reader of something else.
    pub(crate) fn error(self, quantity: &'static str) -> Error {
        Error::WrongFormat { quantity, found: self.name, advice: self.advice }
    }
}

/// The first bytes of a source; fewer where it ends or fails, which its reader finds, too.
fn beginning(source: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = source.take(FIRST).read_to_end(&mut bytes);
    bytes
}

/// What an archive is, by the name of its first member.
fn archive(start: &[u8]) -> Option<Format> {
    if start.starts_with(b"PK\x05\x06") {
        return Some(ZIP);
    }
    let member = start.strip_prefix(b"PK\x03\x04")?;
    let length = member.get(22..24).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]).into());
    let name = member.get(26..).map_or(&[][..], |rest| &rest[..rest.len().min(length)]);
    let is_office = ["[Content_Types].xml", "_rels/", "docProps/", "xl/"];
    Some(match name {
        _ if name.ends_with(b".npy") => NPZ,
        _ if is_office.iter().any(|part| name.starts_with(part.as_bytes())) => {
            Format { name: "an Excel workbook or another file of Office", advice: SHEET }
        }
        b"mimetype" => Format { name: "a file of OpenOffice", advice: SHEET },
        _ => ZIP,
    })
}

/// Text of two bytes per character, by the mark of their order or by the zeros between Latin letters.
fn utf_16(start: &[u8]) -> Option<Format> {
    let marked = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    let every = |first: usize| start.iter().copied().take(8).skip(first).step_by(2);
    let are_zeros = |first| every(first).all(|byte| byte == 0);
    let are_letters = |first| every(first).all(is_text);
    let latin = are_zeros(0) && are_letters(1) || are_letters(0) && are_zeros(1);
    (marked || start.len() >= 8 && latin).then_some(UTF_16)
}

fn is_text(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

//! Damaged files: no reader panics, and none takes more memory than its file can fill.
//!
//! `SYNAPTOME_MUTATIONS=10000000 cargo test --release -p synaptome-interchange --test damage` tries more
//! files than the default.

use std::alloc::System;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use cap::Cap;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use synaptome_interchange::{
    AnyArray, Delimiter, Dialect, Header, Layout, NpzReader, Table, read_npy, read_sparse_npz,
};

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Files of all kinds, most of them from NumPy and SciPy.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let mut seeds: Vec<_> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let header = "{'descr': '<f8', 'fortran_order': True, 'shape': (3L, 99999999999,), }";
    seeds.push([b"\x93NUMPY\x01\x00\x45\x00", header.as_bytes(), &[0; 64]].concat());
    for table in ["# a,b\n1,2.5\n\n\"3\",-4e-3\n", "x;y\n1,5;2\n", "1.0 2.0\n3 nan\n", "0,1\n1,0\n"]
    {
        seeds.push(table.as_bytes().to_vec());
    }
    seeds
}

fn below(limit: usize, rng: &mut ChaCha12Rng) -> usize {
    (rng.next_u64() % limit.max(1) as u64) as usize
}

/// A file with one to four changes: bytes flipped, set, inserted, removed, repeated or cut off.
fn damaged(seeds: &[Vec<u8>], rng: &mut ChaCha12Rng) -> Vec<u8> {
    let mut file = seeds[below(seeds.len(), rng)].clone();
    for _ in 0..=below(4, rng) {
        let at = below(file.len(), rng);
        let end = (at + 1 + below(12, rng)).min(file.len());
        match below(8, rng) {
            _ if file.is_empty() => file.push(0),
            0 => file[at] ^= 1 << below(8, rng),
            1 => file[at] = rng.next_u32() as u8,
            2 => file[at] = b"\xff\x00'\"(){}[],:#;9L\n\r -e"[below(20, rng)],
            3 => file.insert(at, b"9({[\"',\n0"[below(9, rng)]),
            4 => drop(file.drain(at..end)),
            5 => file.truncate(at),
            6 => {
                let piece = file[at..end].repeat(1 + below(40, rng));
                drop(file.splice(at..at, piece));
            }
            _ => {
                let other = &seeds[below(seeds.len(), rng)];
                let from = below(other.len(), rng);
                let piece = other[from..(from + 16).min(other.len())].to_vec();
                drop(file.splice(at..end, piece));
            }
        }
    }
    file
}

/// Gives the file to every reader; how many of them accepted it.
fn read_by_all(file: &[u8], choice: usize) -> usize {
    let layout = Layout::read_npy(file).is_ok();
    let any = AnyArray::read_npy(file).is_ok_and(|array| array.to_f64().is_ok());
    let numbers = read_npy::<f64>(file).is_ok();
    let archive = NpzReader::new(Cursor::new(file)).is_ok_and(|mut archive| {
        let names = archive.names();
        names.iter().filter(|name| archive.read_any(name).is_ok()).count() > 0
    });
    let sparse = read_sparse_npz(Cursor::new(file)).is_ok();
    let delimiter = [Delimiter::Comma, Delimiter::Blanks, Delimiter::Semicolon][choice % 3];
    let header = [Header::Guess, Header::No, Header::Yes][choice / 3 % 3];
    let decimal = if choice.is_multiple_of(2) || delimiter == Delimiter::Comma { '.' } else { ',' };
    let dialect = Dialect { delimiter, header, decimal, ..Dialect::default() };
    let table = Table::read(file, &dialect).is_ok_and(|table| table.matrix().is_ok());
    [layout, any, numbers, archive, sparse, table].into_iter().filter(|&accepted| accepted).count()
}

#[test]
fn damaged_files_never_panic_nor_take_more_memory_than_the_file_can_fill() {
    let mutations = std::env::var("SYNAPTOME_MUTATIONS").map_or(Ok(40_000), |text| text.parse());
    let (seeds, rng) = (seeds(), &mut ChaCha12Rng::seed_from_u64(15));
    let mut accepted = 0;
    for choice in 0..mutations.expect("a number") {
        let file = damaged(&seeds, rng);
        let before = ALLOCATOR.allocated();
        ALLOCATOR.set_limit(before + (64 << 20) + 2 * file.len()).unwrap();
        accepted += read_by_all(&file, choice);
        ALLOCATOR.set_limit(usize::MAX).unwrap();
    }
    // Harmless changes must still be read, or the readers would not have been reached.
    assert!(accepted > 0);

    // A large array takes its own size, and as much again while it is read and turned.
    let shape = "{'descr': '<f8', 'fortran_order': True, 'shape': (2500, 2000), }";
    let header = [b"\x93NUMPY\x01\x00", &(shape.len() as u16).to_le_bytes()[..], shape.as_bytes()];
    let mut file = header.concat();
    file.resize(file.len() + 40_000_000, 0);
    ALLOCATOR.set_limit(ALLOCATOR.allocated() + 2 * file.len() + (1 << 20)).unwrap();
    let read = read_npy::<f64>(&file[..]).unwrap();
    ALLOCATOR.set_limit(usize::MAX).unwrap();
    assert_eq!(read.shape(), [2500, 2000]);
}

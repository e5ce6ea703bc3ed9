//! NumPy reads what is written here and writes what is read here. Where Python has no NumPy the
//! tests say so and do nothing.

use std::fs::File;
use std::process::Command;

use synaptome_interchange::{
    Array, Compression, Dialect, SparseMatrix, read_csv, read_npy, read_npz, read_sparse_npz,
    write_csv, write_npy, write_npz, write_sparse_npz,
};

/// Runs a program in Python with NumPy as `np` in a folder; false where there is none.
fn python(folder: &tempfile::TempDir, program: &str) -> bool {
    let run = |program: &str| {
        let mut python = Command::new("python3");
        python.current_dir(folder.path()).args(["-c", program]).output()
    };
    if !run("import numpy").is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with numpy is not installed");
        return false;
    }
    let output = run(&format!("import numpy as np\n{program}")).expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}

#[test]
fn numpy_reads_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let create = |name: &str| File::create(folder.path().join(name)).unwrap();
    let weights = Array::from_fn(3, 4, |i, j| (i as f64) - 0.1 * (j as f64));
    write_npy(&weights, &mut create("weights.npy")).unwrap();
    write_npy(&Array::vector(vec![1_i8, -1, 1]), &mut create("spins.npy")).unwrap();
    let patterns = Array::from_fn(2, 3, |i, j| (7 * i + j) as u32);
    let flags = Array::vector(vec![true, false]);
    write_npz(
        &[("patterns", &patterns), ("flags", &flags)],
        Compression::Deflate,
        &mut create("memory.npz"),
    )
    .unwrap();
    write_csv(&["a", "b", "c", "d"], &weights, &mut create("table.csv")).unwrap();
    python(
        &folder,
        "
w = np.arange(3.)[:, None] - 0.1 * np.arange(4.)
assert np.array_equal(np.load('weights.npy'), w)
s = np.load('spins.npy'); assert s.dtype == np.int8 and list(s) == [1, -1, 1]
p = np.load('memory.npz')['patterns']; assert p.dtype == np.uint32
assert list(np.load('memory.npz')['flags']) == [True, False]
assert np.array_equal(p, 7 * np.arange(2)[:, None] + np.arange(3))
t = np.genfromtxt('table.csv', delimiter=',', names=True)
assert t.dtype.names == ('a', 'b', 'c', 'd') and np.array_equal(t['d'], w[:, 3])
",
    );
}

#[test]
fn what_numpy_writes_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let wrote = python(
        &folder,
        "
x = np.arange(24.).reshape(2, 3, 4) / 7
np.save('c.npy', x)
np.save('fortran.npy', np.asfortranarray(x))
np.savez_compressed('all.npz', big=np.arange(6, dtype='>i4').reshape(2, 3), flags=np.array([True, False]))
np.savetxt('table.csv', x[0], delimiter=',', header='p,q,r,s', comments='')
",
    );
    if !wrote {
        return;
    }
    let open = |name: &str| File::open(folder.path().join(name)).unwrap();
    let expected: Vec<f64> = (0..24).map(|x| f64::from(x) / 7.0).collect();
    for name in ["c.npy", "fortran.npy"] {
        let read = read_npy::<f64>(open(name)).unwrap();
        assert_eq!((read.shape(), read.values()), (&[2, 3, 4][..], &expected[..]));
    }
    assert_eq!(read_npz::<i32>("big", open("all.npz")).unwrap().values(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(read_npz::<bool>("flags", open("all.npz")).unwrap().values(), [true, false]);
    let (names, table) = read_csv(open("table.csv"), &Dialect::default()).unwrap();
    assert_eq!(names, ["p", "q", "r", "s"]);
    assert_eq!(table.values(), &expected[..12]);
}

#[test]
fn scipy_reads_and_writes_the_same_sparse_matrices() {
    let folder = tempfile::tempdir().unwrap();
    let matrix = SparseMatrix::new((3, 4), vec![(0, 3, 1.5), (2, 0, -2.0)]).unwrap();
    let file = File::create(folder.path().join("ours.npz")).unwrap();
    write_sparse_npz(&matrix, Compression::Deflate, file).unwrap();
    let wrote = python(
        &folder,
        "
try: import scipy.sparse as sp
except ImportError: raise SystemExit
m = sp.load_npz('ours.npz'); assert m.format == 'csr' and m.shape == (3, 4) and m.nnz == 2
assert m[0, 3] == 1.5 and m[2, 0] == -2
for f in ['csr', 'csc', 'coo', 'dia', 'bsr']: sp.save_npz(f + '.npz', m.asformat(f))
",
    );
    for format in ["csr", "csc", "coo", "dia", "bsr"] {
        let path = folder.path().join(format!("{format}.npz"));
        if wrote && path.exists() {
            let theirs = read_sparse_npz(File::open(path).unwrap()).unwrap();
            assert_eq!(theirs.to_dense(), matrix.to_dense(), "{format}");
        }
    }
}

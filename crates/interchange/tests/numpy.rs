//! NumPy reads what is written here and writes what is read here. Where Python has no NumPy the
//! tests say so and do nothing.

use std::fs::File;
use std::process::Command;

use synaptome_interchange::{Array, read_csv, read_npy, read_npz, write_csv, write_npy, write_npz};

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
    write_npz(&[("patterns", &patterns)], &mut create("memory.npz")).unwrap();
    write_csv(&["a", "b", "c", "d"], &weights, &mut create("table.csv")).unwrap();
    python(
        &folder,
        "
w = np.arange(3.)[:, None] - .1 * np.arange(4.)
assert np.array_equal(np.load('weights.npy'), w)
s = np.load('spins.npy'); assert s.dtype == np.int8 and list(s) == [1, -1, 1]
p = np.load('memory.npz')['patterns']; assert p.dtype == np.uint32
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
    let (names, table) = read_csv(open("table.csv")).unwrap();
    assert_eq!(names, ["p", "q", "r", "s"]);
    assert_eq!(table.values(), &expected[..12]);
}

//! `paths GROUP NAME` does one work once, for `valgrind --tool=callgrind --toggle-collect='*measured*'`.
#![forbid(unsafe_code)]

use synaptome_benches::works;

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let (Some(group), Some(name)) = (arguments.next(), arguments.next()) else {
        return Err("usage: paths GROUP NAME".to_owned());
    };
    let works = works(&group);
    let work = works.iter().find(|work| work.name() == name);
    let mut ready = work.ok_or_else(|| format!("no work {name} in {group}"))?.ready();
    // The first call fills tables and grows buffers.
    ready();
    println!("elements: {}", measured(&mut *ready));
    Ok(())
}

/// What is counted.
#[inline(never)]
fn measured(ready: &mut dyn FnMut() -> u64) -> u64 {
    ready()
}

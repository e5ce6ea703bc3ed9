/// All subsets of `size` of the units, each ascending.
pub(super) fn of(units: &[u32], size: usize) -> Vec<Vec<u32>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for last in size..=units.len() {
        for mut subset in of(&units[..last - 1], size - 1) {
            subset.push(units[last - 1]);
            all.push(subset);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_subsets_come_once() {
        let found = super::of(&[1, 2, 3, 4], 2);
        let expected = [[1, 2], [1, 3], [2, 3], [1, 4], [2, 4], [3, 4]];
        assert_eq!(found, expected.map(Vec::from));
    }
}

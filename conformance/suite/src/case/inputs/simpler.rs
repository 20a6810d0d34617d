//! What counts as simpler, to a reader: nearer to the epoch, a first month, a first day, a sum of
//! one step.

/// Numbers nearer to 0: 0 itself, 1, then half of the number, three quarters of it and so on, each
/// with its neighbours, since leap years are a few years apart.
pub fn towards_zero(number: i64) -> Vec<i64> {
    let sign = number.signum();
    let size = number.unsigned_abs();
    let mut sizes = vec![0, 1];
    let mut step = size / 2;
    while step > 0 {
        sizes.extend((0..4).filter_map(|beside| (size - step).checked_sub(beside)));
        step /= 2;
    }
    sizes.extend([400, 33, 19, 4, 1].into_iter().filter_map(|step| size.checked_sub(step)));
    let mut seen = std::collections::HashSet::new();
    sizes.retain(|simpler| *simpler < size && seen.insert(*simpler));
    sizes.into_iter().filter_map(|size| i64::try_from(size).ok()).map(|size| size * sign).collect()
}

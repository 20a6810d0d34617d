//! Days that take a while to compute: each is computed when it is first asked for, and then looked up.

use std::sync::atomic::{AtomicI32, Ordering};

/// What stands for a day that was not asked for yet. Nothing computed here begins on this day.
const NOT_YET: i32 = 0;

/// As many days, and what computes the day at an index.
pub(super) struct ByNeed<const COUNT: usize> {
    days: [AtomicI32; COUNT],
    compute: fn(i64) -> i64,
}

impl<const COUNT: usize> ByNeed<COUNT> {
    pub(super) const fn new(compute: fn(i64) -> i64) -> Self {
        ByNeed { days: [const { AtomicI32::new(NOT_YET) }; COUNT], compute }
    }

    /// The day at this index.
    #[inline]
    pub(super) fn at(&self, index: usize) -> i64 {
        // Each day stands for itself, and whoever computes it computes the same.
        match self.days[index].load(Ordering::Relaxed) {
            NOT_YET => self.computed(index),
            day => i64::from(day),
        }
    }

    #[cold]
    fn computed(&self, index: usize) -> i64 {
        let day = (self.compute)(index as i64);
        self.days[index].store(day as i32, Ordering::Relaxed);
        day
    }

    /// How many days were computed so far.
    #[cfg(test)]
    pub(super) fn computed_count(&self) -> usize {
        self.days.iter().filter(|day| day.load(Ordering::Relaxed) != NOT_YET).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_for_is_computed_and_only_once() {
        let days: ByNeed<5> = ByNeed::new(|index| 100 * index - 7);
        assert_eq!([days.at(3), days.at(0), days.at(3)], [293, -7, 293]);
        assert_eq!(days.computed_count(), 2);
    }
}

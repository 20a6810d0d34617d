//! Subjects are asked only what they declare.

use std::collections::BTreeSet;

use super::{Claiming, all_abilities, claim};
use crate::chance::Chance;
use crate::query::Ability;
use crate::selection::Selection;

/// Ranges of about two years around 2000, one for each kind of calendar: with months in a fixed
/// order, with leap months in a table, and with months that no spec lists.
const SUBJECTS: [(&str, &str, (i64, i64)); 3] = [
    ("gregory", "gregory", (729_990, 731_000)),
    ("chinese", "chinese", (729_990, 731_000)),
    ("their-own", "hebrew", (729_990, 731_000)),
];

/// The number of random subsets for each calendar.
const RANDOM: usize = 170;

/// Each question alone, each pair, all but one, and random subsets from the seed.
fn subsets(calendar: &str, seed: u64) -> Vec<BTreeSet<Ability>> {
    let all = all_abilities(calendar);
    let mut subsets: Vec<BTreeSet<Ability>> = Vec::new();
    for one in &all {
        subsets.extend(all.iter().map(|other| BTreeSet::from([*one, *other])));
        subsets.push(all.iter().filter(|other| *other != one).copied().collect());
    }
    let mut chance = Chance(seed);
    let random = |_| all.iter().filter(|_| chance.below(2) == 0).copied().collect();
    subsets.extend((0..RANDOM).map(random));
    subsets.sort();
    subsets.dedup();
    subsets
}

#[test]
fn only_declared_questions_are_asked() {
    let selection = Selection::default();
    for (seed, (id, calendar, days)) in (1..).zip(SUBJECTS) {
        for abilities in subsets(calendar, seed) {
            let mut selection = selection.clone();
            if abilities.len() > 2 {
                // It asks one kind of question ten thousand times.
                let often = "calendar/purity/answers_do_not_depend_on_how_many_were_asked";
                selection.skip.push(often.to_owned());
            }
            let subject = Claiming::new(claim(id, days, abilities), calendar);
            let outcome = subject.run(&selection);
            let unclaimed = subject.unclaimed.lock().unwrap();
            assert_eq!(*unclaimed, [], "{id} claims {:?}", subject.claim().abilities);
            let failures = Claiming::failures(&outcome);
            assert_eq!(failures, <[String; 0]>::default(), "{:?}", subject.claim().abilities);
        }
    }
}

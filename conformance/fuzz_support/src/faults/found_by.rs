//! Which fuzz targets find which faults.

/// The fuzz targets that find a fault within a minute, starting from nothing; `cargo xtask
/// fault-times` verifies that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// Each of these targets finds it.
    Targets(&'static [&'static str]),
    /// No target looks for it; this says why, and what finds it instead.
    NoTarget(&'static str),
}

pub(super) const BEHAVIOUR: FoundBy = FoundBy::NoTarget(
    "it takes calendars that do more than return a name; the checks registry/reentrancy and \
     registry/faulty_backend use such calendars",
);

pub(super) const THREADS: FoundBy = FoundBy::NoTarget(
    "it takes several threads, which only the target population has, for the reference alone; \
     the checks registry/concurrency, population, interaction and shutdown use threads",
);

pub(super) const SLOWNESS: FoundBy = FoundBy::NoTarget(
    "it is slow but not wrong, and the inputs of targets are short; the checks registry/cost use \
     long ones",
);

pub(super) const ABSENT_CALLS: FoundBy = FoundBy::NoTarget(
    "it takes a call that the profile declares absent, which the targets do not make; the check \
     registry/profile/features_declared_absent_are_refused makes it",
);

pub(super) const MANY: FoundBy = FoundBy::NoTarget(
    "it takes more calendars than the program of a target registers; the check \
     registry/registration/many_calendars_are_kept_apart registers enough",
);

pub(super) const NOT_TIMED: FoundBy =
    FoundBy::NoTarget("no target has been timed on it yet; the checks that it names catch it");

pub(super) const MISSED: FoundBy = FoundBy::NoTarget("neither a check nor a target finds it yet");

pub(super) const NOT_MEASURED: FoundBy = FoundBy::NoTarget(
    "how soon a target finds it has not been measured; the check \
     registry/registration/failure_changes_nothing finds it",
);

pub(super) const NAMES_OF_OTHERS: FoundBy = FoundBy::NoTarget(
    "it takes a name of another registry, which the mutators do not make; the check \
     registry/naming/undeclared_names_are_not_found uses such names",
);

pub(super) const LONG_NAMES: FoundBy = FoundBy::NoTarget(
    "it takes a long name of letters beyond ASCII, which the mutators do not make; the check \
     registry/naming/name_limit_is_as_declared uses such names",
);

const BY_POPULATION: FoundBy = FoundBy::Targets(&["population"]);

const MEMORY_ORDER: FoundBy = FoundBy::NoTarget(
    "it is a memory ordering, and shuttle assumes the strongest; scripts/loom finds it",
);

/// The faults planted in the reference registry itself.
pub(super) const IN_THE_REGISTRY: &[(&str, FoundBy)] = &[
    ("check-unlocked", BY_POPULATION),
    ("count-first", BY_POPULATION),
    ("count-ignored", BY_POPULATION),
    ("nobody-woken", BY_POPULATION),
    ("populate-twice", BY_POPULATION),
    ("populated-early", BY_POPULATION),
    ("cell-relaxed", MEMORY_ORDER),
    ("count-relaxed", MEMORY_ORDER),
];

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

pub(super) const CONDUCT: FoundBy = FoundBy::NoTarget(
    "it takes calendars that do more than say their names; the checks registry/reentrancy and \
     registry/faulty_backend have them",
);

pub(super) const THREADS: FoundBy = FoundBy::NoTarget(
    "it takes several threads, and population has those of the reference alone; the checks \
     registry/concurrency, population, interaction and shutdown have others",
);

pub(super) const SLOWNESS: FoundBy = FoundBy::NoTarget(
    "it is slow and not wrong, and the inputs of targets are short; the checks registry/cost have \
     long ones",
);

pub(super) const ABSENT_CALLS: FoundBy = FoundBy::NoTarget(
    "it is a call that the profile says there is not, which the targets do not make; the check \
     registry/profile/features_declared_absent_are_refused makes it",
);

pub(super) const MANY: FoundBy = FoundBy::NoTarget(
    "it takes more calendars than the program of a target has; the check \
     registry/registration/many_calendars_are_kept_apart has them",
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
     registry/naming/undeclared_names_are_not_found has them",
);

pub(super) const LONG_NAMES: FoundBy = FoundBy::NoTarget(
    "it takes a long name of letters beyond ASCII, which the mutators do not make; the check \
     registry/naming/name_limit_is_as_declared has them",
);

const BY_POPULATION: FoundBy = FoundBy::Targets(&["population"]);

const MEMORY_ORDER: FoundBy = FoundBy::NoTarget(
    "it is an order of memory, which shuttle takes to be what it should be; scripts/loom finds it",
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

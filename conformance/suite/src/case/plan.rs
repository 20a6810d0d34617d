//! Plans: which inputs of its kind a check is given.

use std::fmt;

use proptest::strategy::BoxedStrategy;

use crate::case::Input;
use crate::case::inputs::InputKind;
use crate::shape::Shape;
use crate::spec::Spec;

/// Which inputs of its kind a check is given: a column of the table of checks.
pub struct Plan<K: InputKind> {
    manner: Manner,
    planned: fn(&Shape<'_>) -> Vec<K>,
    fits: fn(&Shape<'_>, &K) -> bool,
    is_for: fn(&Shape<'_>, &K) -> bool,
}

/// The part of a plan that does not depend on the kind.
#[derive(Clone, Copy)]
pub struct Manner {
    /// What is planned and generated, for users.
    pub words: &'static str,
    /// Whether its inputs lie beyond the declared range.
    pub beyond: bool,
    /// Whether each question is asked without looking ahead, because the check asks the same
    /// question twice.
    pub twice: bool,
    /// Whether one case costs as much as thousands of others, so that coarse levels omit it.
    pub costly: bool,
    /// What a run generates in addition to the planned inputs.
    pub generated: Option<Source>,
    /// What an open-ended fuzzing run generates.
    pub fuzzed: Option<Source>,
    /// Why nothing is planned for this calendar, if its spec gives a reason.
    pub nothing: fn(&Spec) -> Option<&'static str>,
}

/// A source of generated inputs, given the declared years (first, last).
pub type Source = fn((i64, i64)) -> BoxedStrategy<Generated>;

/// A generated value that becomes an input once the calendar is known. So a whole batch can be
/// generated before any subject is asked.
pub struct Generated(Box<InShape>);

/// Makes the input, once the calendar is known.
type InShape = dyn Fn(&Shape<'_>) -> Option<Input>;

impl Generated {
    /// Wraps a function that makes the input; `None` from it if the calendar has no such input.
    pub fn new<K: InputKind>(input: impl Fn(&Shape<'_>) -> Option<K> + 'static) -> Generated {
        Generated(Box::new(move |shape| input(shape).map(K::into)))
    }

    /// The input in this calendar; `None` if the calendar has no such input.
    pub fn input(&self, shape: &Shape<'_>) -> Option<Input> {
        (self.0)(shape)
    }
}

impl fmt::Debug for Generated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Generated")
    }
}

impl<K: InputKind> Plan<K> {
    /// A plan described by `words` that always gives the `planned` inputs. `fits`: whether any
    /// given input is one that the check is about.
    pub const fn new(
        words: &'static str,
        planned: fn(&Shape<'_>) -> Vec<K>,
        fits: fn(&Shape<'_>, &K) -> bool,
    ) -> Plan<K> {
        let manner = Manner {
            words,
            beyond: false,
            twice: false,
            costly: false,
            generated: None,
            fuzzed: None,
            nothing: |_| None,
        };
        Plan { manner, planned, fits, is_for: fits }
    }

    /// The same plan, with a different rule for which fuzzed inputs the check is for. The rule may
    /// use the reference alone.
    #[must_use]
    pub const fn is_for(self, is_for: fn(&Shape<'_>, &K) -> bool) -> Plan<K> {
        Plan { is_for, ..self }
    }

    /// The same plan, about what lies beyond the declared range.
    #[must_use]
    pub const fn beyond(mut self) -> Plan<K> {
        self.manner.beyond = true;
        self
    }

    /// The same plan, asked without looking ahead.
    #[must_use]
    pub const fn twice(mut self) -> Plan<K> {
        self.manner.twice = true;
        self
    }

    /// The same plan, marked as costly: one case costs as much as thousands of others.
    #[must_use]
    pub const fn costly(mut self) -> Plan<K> {
        self.manner.costly = true;
        self
    }

    /// The same plan, with this source of generated inputs for runs.
    #[must_use]
    pub const fn generated(mut self, source: Source) -> Plan<K> {
        self.manner.generated = Some(source);
        self
    }

    /// The same plan, with this source of generated inputs for fuzzers.
    #[must_use]
    pub const fn fuzzed(mut self, source: Source) -> Plan<K> {
        self.manner.fuzzed = Some(source);
        self
    }

    /// The same plan, with a function that returns why nothing is planned for a spec.
    #[must_use]
    pub const fn nothing(mut self, why: fn(&Spec) -> Option<&'static str>) -> Plan<K> {
        self.manner.nothing = why;
        self
    }
}

/// A plan for some kind of input. Inputs of other kinds never fit.
pub trait AnyPlan: Sync {
    /// The part that does not depend on the kind.
    fn manner(&self) -> &Manner;

    /// The key of the input in the TOML of a case.
    fn key(&self) -> &'static str;

    /// Whether its inputs are given to registries, and not to calendars.
    fn is_of_registries(&self) -> bool;

    /// Parses the spelling of an input; a published input is looked up in the calendar's spec.
    fn read(&self, spec: Option<&Spec>, text: &str) -> Result<Input, String>;

    /// The inputs that follow from the claim alone, without a seed.
    fn planned(&self, shape: &Shape<'_>) -> Vec<Input>;

    /// Whether the check is about this input. For example, a check may be about existing dates
    /// only, or about days beyond the declared range only.
    fn fits(&self, shape: &Shape<'_>, input: &Input) -> bool;

    /// Whether the check is for this input, by the reference alone; `false` if the reference cannot
    /// tell.
    fn is_for(&self, shape: &Shape<'_>, input: &Input) -> bool;
}

impl<K: InputKind> AnyPlan for Plan<K> {
    fn manner(&self) -> &Manner {
        &self.manner
    }

    fn key(&self) -> &'static str {
        K::KEY
    }

    fn is_of_registries(&self) -> bool {
        K::OF_REGISTRIES
    }

    fn read(&self, spec: Option<&Spec>, text: &str) -> Result<Input, String> {
        K::read(spec, text).map(K::into)
    }

    fn planned(&self, shape: &Shape<'_>) -> Vec<Input> {
        (self.planned)(shape).into_iter().map(K::into).collect()
    }

    fn fits(&self, shape: &Shape<'_>, input: &Input) -> bool {
        K::of(input).is_some_and(|it| (self.fits)(shape, it))
    }

    fn is_for(&self, shape: &Shape<'_>, input: &Input) -> bool {
        K::of(input).is_some_and(|it| (self.is_for)(shape, it))
    }
}

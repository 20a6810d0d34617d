//! Plans: which inputs of a kind a check is given.

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

/// What a plan says whatever the kind.
#[derive(Clone, Copy)]
pub struct Manner {
    /// What is planned and generated, in words.
    pub words: &'static str,
    /// Whether it is asked about what lies beyond the declared range.
    pub beyond: bool,
    /// Whether each input is asked without looking ahead, since the check is about what is asked
    /// twice.
    pub twice: bool,
    /// Whether a case costs as much as thousands of others, so that coarse levels leave it out.
    pub costly: bool,
    /// What a run generates beside what is planned.
    pub generated: Option<Source>,
    /// What is generated for as long as one likes.
    pub fuzzed: Option<Source>,
    /// Why nothing is planned for a calendar, where its spec says it.
    pub nothing: fn(&Spec) -> Option<&'static str>,
}

/// From what inputs are generated, given the years that are promised.
pub type Source = fn((i64, i64)) -> BoxedStrategy<Generated>;

/// What was generated: it becomes an input once the calendar is known, so that a whole batch can be
/// generated before anybody is asked.
pub struct Generated(Box<InShape>);

/// What is generated, once the calendar is known.
type InShape = dyn Fn(&Shape<'_>) -> Option<Input>;

impl Generated {
    /// What becomes this input; none, if it is nowhere in the calendar.
    pub fn new<K: InputKind>(input: impl Fn(&Shape<'_>) -> Option<K> + 'static) -> Generated {
        Generated(Box::new(move |shape| input(shape).map(K::into)))
    }

    /// The input that it becomes in this calendar.
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
    /// The plan with these words, always giving these inputs; `fits` says of any input whether it is
    /// one that the check is about.
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

    /// The same plan, with another say in which inputs of a fuzzer the check is for: by the
    /// reference alone.
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

    /// The same plan, of cases that cost as much as thousands of others.
    #[must_use]
    pub const fn costly(mut self) -> Plan<K> {
        self.manner.costly = true;
        self
    }

    /// The same plan, for which a run generates more.
    #[must_use]
    pub const fn generated(mut self, source: Source) -> Plan<K> {
        self.manner.generated = Some(source);
        self
    }

    /// The same plan, for which a fuzzer generates more.
    #[must_use]
    pub const fn fuzzed(mut self, source: Source) -> Plan<K> {
        self.manner.fuzzed = Some(source);
        self
    }

    /// The same plan, of which a spec may say why it gives nothing.
    #[must_use]
    pub const fn nothing(mut self, why: fn(&Spec) -> Option<&'static str>) -> Plan<K> {
        self.manner.nothing = why;
        self
    }
}

/// A plan for inputs of some kind. An input of another kind fits none.
pub trait AnyPlan: Sync {
    /// What it says whatever the kind.
    fn manner(&self) -> &Manner;

    /// Under which key the input of a case stands.
    fn key(&self) -> &'static str;

    /// Whether its inputs are given to registries, and not to calendars.
    fn is_of_registries(&self) -> bool;

    /// Reads an input as it is spelled; a published one is found in the calendar's spec.
    fn read(&self, spec: Option<&Spec>, text: &str) -> Result<Input, String>;

    /// The inputs that follow from the claim alone.
    fn planned(&self, shape: &Shape<'_>) -> Vec<Input>;

    /// Whether the input is one that the check is about: a date that exists, or one that does not; a
    /// day of the declared range, or one beyond it.
    fn fits(&self, shape: &Shape<'_>, input: &Input) -> bool;

    /// Whether the check is for the input, by the reference alone; where that cannot say, it is not.
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

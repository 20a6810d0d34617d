//! The kinds of inputs that checks are given, each in a file of its own with everything that
//! depends on the kind.
//!
//! To add a kind, add its file, its lines in the two lists below, and the checks that take it.

pub mod date;
pub mod day;
pub mod native;
pub mod program;
pub mod published;
pub mod published_era_year;
pub mod published_refusal;
mod simpler;
pub mod span;
pub mod sum;
#[cfg(test)]
pub mod tests;
pub mod year;

use std::fmt;

use calproof_registry::{Date, NativeDate, RataDie};

use crate::case::boundary::Boundary;
use crate::case::bytes::Reader;
use crate::case::mutation::Edges;
use crate::chance::Chance;
use crate::program::Program;
use crate::query::{Span, Sum};
use crate::shape::Shape;
use crate::spec::{PublishedDate, PublishedEraYear, PublishedRefusal, Spec};

/// Makes an input from boundary days and dates, for a fuzzer that has no input to change yet.
pub type OfEdges<K> = fn(&Edges, [Date; 2], &mut Chance) -> K;

/// A kind of input: everything that depends on the kind.
pub trait InputKind: Variant + Clone + fmt::Debug + PartialEq + 'static {
    /// The key of the input in the TOML of a case.
    const KEY: &'static str;

    /// Whether the input is given to a registry, and not to a calendar.
    const OF_REGISTRIES: bool = false;

    /// The number of the kind in the bytes of a fuzz target; `None` if it has no byte encoding.
    const NUMBER: Option<u8> = None;

    /// The type in which a check takes the input.
    type Given<'a>;

    /// The input in the type that a check takes.
    fn given(&self) -> Self::Given<'_>;

    /// Writes the input as reports spell it.
    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Parses what [`InputKind::spell`] writes; a published input is looked up in the calendar's
    /// spec.
    fn read(spec: Option<&Spec>, text: &str) -> Result<Self, String>;

    /// The spelling as a TOML value.
    fn toml(spelled: &str) -> String {
        quoted(spelled)
    }

    /// The distance from the simplest input, for shrinking. Compared as a pair.
    fn size(&self) -> (u64, u64);

    /// How the entry of a known failure identifies the input.
    fn extent(&self) -> Extent;

    /// The edge that the input is near, computed from the reference alone; no subject is asked.
    /// Without a shape, an input that needs one is ordinary.
    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary;

    /// Whether the whole input lies in the declared range.
    fn is_within(&self, shape: &Shape<'_>) -> bool;

    /// Simpler inputs to try in place of a failing one, the boldest first. Each is strictly
    /// simpler, so that shrinking terminates.
    fn simpler(&self, _shape: &Shape<'_>) -> Vec<Self> {
        Vec::new()
    }

    /// The input with its fields moved by these amounts; `None` if there is no such input.
    fn moved(&self, _shape: &Shape<'_>, _by: [i64; 3]) -> Option<Self> {
        None
    }

    /// The input, reduced where it would cost a subject too much work.
    #[must_use]
    fn affordable(self) -> Self {
        self
    }

    /// Whether the reference shows that the input, and `days` days from it on, are in the declared
    /// range.
    fn is_promised(&self, _shape: &Shape<'_>, _days: i64) -> bool {
        false
    }

    /// Decodes what [`InputKind::write_bytes`] writes.
    fn read_bytes(_reader: &mut Reader<'_>) -> Option<Self> {
        None
    }

    /// Appends the encoding; `None` if some part is too long for it.
    fn write_bytes(&self, _bytes: &mut Vec<u8>) -> Option<()> {
        None
    }

    /// How a fuzzer makes an input from two boundary dates; `None` if it makes none.
    const OF_EDGES: Option<OfEdges<Self>> = None;

    /// The input with one field set to a boundary value, for a fuzzer; `None` if the kind is not
    /// mutated.
    fn changed(self, _edges: &Edges, _chance: &mut Chance) -> Option<Self> {
        None
    }

    /// Any input, over the full range of its fields.
    #[cfg(test)]
    fn any() -> proptest::strategy::BoxedStrategy<Self>;
}

/// A variant of [`Input`].
pub trait Variant: Into<Input> + Sized {
    /// The input as this kind; `None` if it is of another kind.
    fn of(input: &Input) -> Option<&Self>;
}

/// How the entry of a known failure identifies an input.
pub enum Extent {
    /// First and last day, inclusive.
    Days(i64, i64),
    /// First and last extended year, inclusive.
    Years(i64, i64),
    /// The last component of the case id.
    Case,
}

/// The properties of a kind that do not need an input of it.
#[derive(Debug)]
pub struct Kind {
    /// Its number in the byte encoding.
    pub number: Option<u8>,
    /// Decodes an input of this kind.
    pub read_bytes: fn(&mut Reader<'_>) -> Option<Input>,
    /// Whether a fuzzer makes inputs of this kind.
    pub is_made: bool,
    /// Makes an input from two boundary dates.
    pub of_edges: fn(&Edges, [Date; 2], &mut Chance) -> Option<Input>,
    /// Any input of this kind.
    #[cfg(test)]
    pub any: fn() -> proptest::strategy::BoxedStrategy<Input>,
}

impl Kind {
    const fn of<K: InputKind>() -> Kind {
        Kind {
            number: K::NUMBER,
            read_bytes: |reader| K::read_bytes(reader).map(K::into),
            is_made: K::OF_EDGES.is_some(),
            of_edges: |edges, dates, chance| Some(K::OF_EDGES?(edges, dates, chance).into()),
            #[cfg(test)]
            any: || {
                proptest::strategy::Strategy::boxed(proptest::strategy::Strategy::prop_map(
                    K::any(),
                    K::into,
                ))
            },
        }
    }
}

/// Generates everything that follows from the list of kinds.
macro_rules! kinds {
    ($dollar:tt $($Kind:ident($kind:ty),)*) => {
        /// An input of a check.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Input {
            $($Kind($kind),)*
        }

        $(
            impl From<$kind> for Input {
                fn from(it: $kind) -> Input {
                    Input::$Kind(it)
                }
            }

            impl Variant for $kind {
                fn of(input: &Input) -> Option<&$kind> {
                    match input {
                        Input::$Kind(it) => Some(it),
                        _ => None,
                    }
                }
            }
        )*

        /// Every kind.
        pub static KINDS: &[Kind] = &[$(Kind::of::<$kind>(),)*];

        /// Runs the same expression on an input of any kind.
        macro_rules! each {
            ($dollar input:expr, $dollar it:ident => $dollar work:expr) => {
                match $dollar input {
                    $(Input::$Kind($dollar it) => $dollar work,)*
                }
            };
        }

        impl Input {
            /// The number of its kind in the byte encoding; `None` if the kind has none.
            pub fn number(&self) -> Option<u8> {
                match self {
                    $(Input::$Kind(_) => <$kind>::NUMBER,)*
                }
            }

            /// Whether it is given to a registry, and not to a calendar.
            pub fn is_of_registries(&self) -> bool {
                match self {
                    $(Input::$Kind(_) => <$kind>::OF_REGISTRIES,)*
                }
            }

            /// Its spelling as a TOML value.
            pub fn toml(&self) -> String {
                match self {
                    $(Input::$Kind(_) => <$kind>::toml(&self.to_string()),)*
                }
            }
        }
    };
}

kinds! { $
    Day(RataDie),
    Date(Date),
    Year(i64),
    Native(NativeDate),
    Sum(Sum),
    Span(Span),
    Published(PublishedDate),
    PublishedEraYear(PublishedEraYear),
    PublishedRefusal(PublishedRefusal),
    Program(Program),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each!(self, it => it.spell(f))
    }
}

impl Input {
    /// The distance from the simplest input, for shrinking.
    pub fn size(&self) -> (u64, u64) {
        each!(self, it => it.size())
    }

    /// How the entry of a known failure identifies it.
    pub fn extent(&self) -> Extent {
        each!(self, it => it.extent())
    }

    /// The edge that it is near, computed from the reference alone.
    pub fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        each!(self, it => it.boundary(shape))
    }

    /// Whether it lies wholly in the declared range.
    pub fn is_within(&self, shape: &Shape<'_>) -> bool {
        each!(self, it => it.is_within(shape))
    }

    /// Simpler inputs to try in its place, the boldest first.
    pub fn simpler(&self, shape: &Shape<'_>) -> Vec<Input> {
        each!(self, it => it.simpler(shape).into_iter().map(Input::from).collect())
    }

    /// The input with its fields moved by these amounts; `None` if there is no such input.
    pub fn moved(&self, shape: &Shape<'_>, by: [i64; 3]) -> Option<Input> {
        each!(self, it => it.moved(shape, by).map(Input::from))
    }

    /// The input, reduced where it would cost a subject too much work.
    #[must_use]
    pub fn affordable(self) -> Input {
        each!(self, it => it.affordable().into())
    }

    /// Whether the reference shows that the input, and `days` days from it on, are in the declared
    /// range.
    pub fn is_promised(&self, shape: &Shape<'_>, days: i64) -> bool {
        each!(self, it => it.is_promised(shape, days))
    }

    /// Appends the encoding; `None` if some part is too long for it.
    pub fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        each!(self, it => it.write_bytes(bytes))
    }

    /// The input with one field set to a boundary value, for a fuzzer; `None` if the kind is not
    /// mutated.
    pub fn changed(self, edges: &Edges, chance: &mut Chance) -> Option<Input> {
        each!(self, it => it.changed(edges, chance).map(Input::from))
    }
}

/// The text in double quotes. JSON's escapes are valid in TOML; TOML also requires one for U+007F.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn read_number(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("`{text}` is not an integer"))
}

fn no_row(text: &str) -> String {
    format!("the vector file has no row for `{text}`")
}

//! What checks are given: a type for each kind, in a file of its own with all that has to be known
//! of it.
//!
//! A new kind is its file, its lines in the two lists below, and the checks that are given it.

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

/// Makes an input of boundary days and dates, for whoever has none to change.
pub type OfEdges<K> = fn(&Edges, [Date; 2], &mut Chance) -> K;

/// A kind of what checks are given: all that has to be known of it.
pub trait InputKind: Variant + Clone + fmt::Debug + PartialEq + 'static {
    /// Under which key it stands in the TOML of a case.
    const KEY: &'static str;

    /// Whether it is given to a registry, and not to a calendar.
    const OF_REGISTRIES: bool = false;

    /// Its number in the bytes of a fuzz target; `None` if it has no bytes.
    const NUMBER: Option<u8> = None;

    /// As a check takes it.
    type Given<'a>;

    /// As a check takes it.
    fn given(&self) -> Self::Given<'_>;

    /// Writes it as a report spells it.
    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Reads what [`InputKind::spell`] writes; a published one is found in the calendar's spec.
    fn read(spec: Option<&Spec>, text: &str) -> Result<Self, String>;

    /// Its spelling as a value of TOML.
    fn toml(spelled: &str) -> String {
        quoted(spelled)
    }

    /// How far it is from the simplest one.
    fn size(&self) -> (u64, u64);

    /// By what a known failure knows it.
    fn extent(&self) -> Extent;

    /// The edge near which it stands, by the reference alone: nobody is asked for it. What needs a
    /// shape and is given none is ordinary.
    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary;

    /// Whether all that it speaks of lies in the declared range.
    fn is_within(&self, shape: &Shape<'_>) -> bool;

    /// What is tried instead of one that fails, the boldest first. Each is simpler, so that trying
    /// ends.
    fn simpler(&self, _shape: &Shape<'_>) -> Vec<Self> {
        Vec::new()
    }

    /// The same with its fields moved so far; `None` if it cannot be moved there.
    fn moved(&self, _shape: &Shape<'_>, _by: [i64; 3]) -> Option<Self> {
        None
    }

    /// The same, with less work for a subject where it would be too much.
    #[must_use]
    fn affordable(self) -> Self {
        self
    }

    /// Whether the reference says that it is promised, and so many days from there on.
    fn is_promised(&self, _shape: &Shape<'_>, _days: i64) -> bool {
        false
    }

    /// Reads what [`InputKind::write_bytes`] writes.
    fn read_bytes(_reader: &mut Reader<'_>) -> Option<Self> {
        None
    }

    /// Appends its bytes; `None` if something in it is too long for them.
    fn write_bytes(&self, _bytes: &mut Vec<u8>) -> Option<()> {
        None
    }

    /// How a fuzzer makes one of two dates at edges; `None` if it makes none.
    const OF_EDGES: Option<OfEdges<Self>> = None;

    /// One field set to an edge, as a fuzzer does; `None` if it changes none.
    fn changed(self, _edges: &Edges, _chance: &mut Chance) -> Option<Self> {
        None
    }

    /// Any, as far as its fields reach.
    #[cfg(test)]
    fn any() -> proptest::strategy::BoxedStrategy<Self>;
}

/// One of the variants of [`Input`].
pub trait Variant: Into<Input> + Sized {
    /// The input, if it is of this kind.
    fn of(input: &Input) -> Option<&Self>;
}

/// By what a known failure knows an input.
pub enum Extent {
    /// The days, both included.
    Days(i64, i64),
    /// The extended years, both included.
    Years(i64, i64),
    /// The last part of the id of its case.
    Case,
}

/// What has to be known of a kind before there is an input of it.
#[derive(Debug)]
pub struct Kind {
    /// Its number in bytes.
    pub number: Option<u8>,
    /// Reads its bytes.
    pub read_bytes: fn(&mut Reader<'_>) -> Option<Input>,
    /// Whether a fuzzer makes any.
    pub is_made: bool,
    /// Makes one of two dates at edges.
    pub of_edges: fn(&Edges, [Date; 2], &mut Chance) -> Option<Input>,
    /// Any.
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

/// Writes what follows from the list of kinds alone.
macro_rules! kinds {
    ($dollar:tt $($Kind:ident($kind:ty),)*) => {
        /// What a check is given.
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

        /// The same work on an input of whichever kind.
        macro_rules! each {
            ($dollar input:expr, $dollar it:ident => $dollar work:expr) => {
                match $dollar input {
                    $(Input::$Kind($dollar it) => $dollar work,)*
                }
            };
        }

        impl Input {
            /// Its number in bytes; `None` if it has none.
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

            /// Its spelling as a value of TOML.
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
    /// How far it is from the simplest one.
    pub fn size(&self) -> (u64, u64) {
        each!(self, it => it.size())
    }

    /// By what a known failure knows it.
    pub fn extent(&self) -> Extent {
        each!(self, it => it.extent())
    }

    /// The edge near which it stands, by the reference alone.
    pub fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        each!(self, it => it.boundary(shape))
    }

    /// Whether all that it speaks of lies in the declared range.
    pub fn is_within(&self, shape: &Shape<'_>) -> bool {
        each!(self, it => it.is_within(shape))
    }

    /// What is tried instead of one that fails, the boldest first.
    pub fn simpler(&self, shape: &Shape<'_>) -> Vec<Input> {
        each!(self, it => it.simpler(shape).into_iter().map(Input::from).collect())
    }

    /// The same with its fields moved so far; `None` if it cannot be moved there.
    pub fn moved(&self, shape: &Shape<'_>, by: [i64; 3]) -> Option<Input> {
        each!(self, it => it.moved(shape, by).map(Input::from))
    }

    /// The same, with less work for a subject where it would be too much.
    #[must_use]
    pub fn affordable(self) -> Input {
        each!(self, it => it.affordable().into())
    }

    /// Whether the reference says that it is promised, and so many days from there on.
    pub fn is_promised(&self, shape: &Shape<'_>, days: i64) -> bool {
        each!(self, it => it.is_promised(shape, days))
    }

    /// Appends its bytes; `None` if something in it is too long for them.
    pub fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        each!(self, it => it.write_bytes(bytes))
    }

    /// One field set to an edge, as a fuzzer does; `None` if it changes none.
    pub fn changed(self, edges: &Edges, chance: &mut Chance) -> Option<Input> {
        each!(self, it => it.changed(edges, chance).map(Input::from))
    }
}

/// The text in double quotes. What JSON escapes there TOML does too, but for one more character.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn read_number(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("`{text}` is not an integer"))
}

fn no_row(text: &str) -> String {
    format!("the vector file has no row for `{text}`")
}

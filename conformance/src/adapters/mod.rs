//! Names → subjects. A Rust library is one file here and one feature in `Cargo.toml`.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "icu4x")]
mod icu4x;
#[cfg(feature = "jiff")]
mod jiff;
mod reference;
#[cfg(feature = "time")]
mod time;

use include_dir::{Dir, include_dir};

use crate::subject::{REFERENCE, Subject};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/adapters");

/// A subject that is built in.
#[non_exhaustive]
pub struct Adapter {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Opens it.
    pub open: fn() -> Box<dyn Subject>,
}

/// Every subject that is built in, in the order in which a run takes them.
pub static ALL: &[Adapter] = &[
    Adapter {
        name: REFERENCE,
        about: "our own calendars, each compared with a walk of its published rule",
        open: || Box::new(reference::subject()),
    },
    #[cfg(feature = "icu4x")]
    Adapter {
        name: "icu4x",
        about: "icu_calendar, the calendars of ICU4X",
        open: || Box::new(icu4x::subject()),
    },
    #[cfg(feature = "jiff")]
    Adapter { name: "jiff", about: "jiff, civil dates", open: || Box::new(jiff::subject()) },
    #[cfg(feature = "chrono")]
    Adapter { name: "chrono", about: "chrono, naive dates", open: || Box::new(chrono::subject()) },
    #[cfg(feature = "time")]
    Adapter { name: "time", about: "time, dates", open: || Box::new(time::subject()) },
];

/// The built-in subject of this name.
pub fn by_name(name: &str) -> Option<&'static Adapter> {
    ALL.iter().find(|adapter| adapter.name == name)
}

/// The text of an adapter's file of known failures, and its name; `None` if it has none.
pub fn known_failures(adapter: &str) -> Option<(String, &'static str)> {
    let path = format!("{adapter}/known_failures.toml");
    let text = FILES.get_file(&path)?.contents_utf8().unwrap_or_default();
    Some((format!("conformance/adapters/{path}"), text))
}

/// A field that the library's own integer type cannot hold: it cannot be asked.
#[cfg(any(feature = "icu4x", feature = "jiff", feature = "chrono", feature = "time"))]
fn narrow<Wide, Narrow: TryFrom<Wide>>(field: Wide) -> Result<Narrow, calproof_registry::Refusal> {
    Narrow::try_from(field).map_err(|_| calproof_registry::Refusal::Unsupported)
}

/// The number of a month, in a library that has no leap months to ask about.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn number(month: calproof_registry::MonthCode) -> Result<u8, calproof_registry::Refusal> {
    if month.leap { Err(calproof_registry::Refusal::Unsupported) } else { Ok(month.number) }
}

//! Rust libraries as subjects of [`calproof`], called in this process; also the reference itself. A
//! library is one file here and one feature in `Cargo.toml`.
//!
//! The modules, each knowing only those before it: `fields`, `reference`, `chrono`, `icu4x`,
//! `jiff`, `time`.
//!
//! ```
//! use calproof::Subject;
//!
//! let names: Vec<&str> = calproof_libraries::ALL.iter().map(|library| library.name).collect();
//! assert_eq!(names[0], "reference");
//! assert!((calproof_libraries::ALL[0].open)().hello().calendars.len() > 40);
//! ```

#[cfg(feature = "chrono")]
mod chrono;
#[doc(hidden)]
pub mod fields;
#[cfg(feature = "icu4x")]
mod icu4x;
#[cfg(feature = "jiff")]
mod jiff;
mod reference;
#[cfg(feature = "time")]
mod time;

use calproof::claim::REFERENCE;
use calproof::level::Level;
use calproof::subject::Subject;
use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/known_failures");

/// A built-in subject.
#[non_exhaustive]
pub struct Adapter {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// The level at which a run asks it where no level is given: all built-in subjects together
    /// take a run at most 15 s on two cores.
    pub level: Level,
    /// Opens it.
    pub open: fn() -> Box<dyn Subject>,
}

/// All planned cases, and the ends of all years. Exhaustive, it takes some 12 s.
const ENDS_OF_YEARS: Level = level(3);

/// Some of the planned cases, and the ends of some years: its months by the sky, and sums of thousands
/// of years, take it 20 s at each finer level.
const SOME_YEARS: Level = level(2);

const fn level(number: u8) -> Level {
    match Level::new(number) {
        Some(level) => level,
        None => Level::EXHAUSTIVE,
    }
}

/// Every subject that is built in, in the order in which a run takes them.
pub static ALL: &[Adapter] = &[
    Adapter {
        name: REFERENCE,
        about: "our own calendars, each compared with a walk of its published rule",
        level: ENDS_OF_YEARS,
        open: || Box::new(reference::subject()),
    },
    #[cfg(feature = "icu4x")]
    Adapter {
        name: "icu4x",
        about: "icu_calendar, the calendars of ICU4X",
        level: SOME_YEARS,
        open: || Box::new(icu4x::subject()),
    },
    #[cfg(feature = "jiff")]
    Adapter {
        name: "jiff",
        about: "jiff, civil dates",
        level: Level::EXHAUSTIVE,
        open: || Box::new(jiff::subject()),
    },
    #[cfg(feature = "chrono")]
    Adapter {
        name: "chrono",
        about: "chrono, naive dates",
        level: Level::EXHAUSTIVE,
        open: || Box::new(chrono::subject()),
    },
    #[cfg(feature = "time")]
    Adapter {
        name: "time",
        about: "time, dates",
        level: Level::EXHAUSTIVE,
        open: || Box::new(time::subject()),
    },
];

/// The built-in subject with this name.
pub fn by_name(name: &str) -> Option<&'static Adapter> {
    ALL.iter().find(|adapter| adapter.name == name)
}

/// The text of an adapter's file of known failures, and the file's name; `None` if it has none.
pub fn known_failures(adapter: &str) -> Option<(String, &'static str)> {
    let path = format!("{adapter}.toml");
    let text = FILES.get_file(&path)?.contents_utf8().unwrap_or_default();
    Some((format!("conformance/libraries/known_failures/{path}"), text))
}

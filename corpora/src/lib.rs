//! The data of [calproof](https://github.com/calproof/calproof), as files that are built in: what
//! each calendar promises with its published dates, what went wrong in some library once, what fuzz
//! targets start from, and the days on which implementations are compared.
//!
//! This crate only hands out the files; `calproof` reads them. `README.md` has their formats.
//!
//! ```
//! let persian = calproof_corpora::VECTORS.get_file("persian.toml").unwrap();
//! assert!(persian.contents_utf8().unwrap().contains("format = 1"));
//! ```

use include_dir::include_dir;

pub use include_dir::{Dir, File};

/// What each calendar promises, and its published dates: `vectors/ID.toml`.
pub static VECTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/vectors");

/// Cases that went wrong once: `regressions/CALENDAR/NAME.toml`.
pub static REGRESSIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/regressions");

/// What fuzz targets start from: `seeds/TARGET/NAME.toml`.
pub static SEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// The days on which implementations are laid side by side.
pub static DAYS: &str = include_str!("../days.toml");

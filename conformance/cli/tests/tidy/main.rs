//! The rules of the house, for the whole repository. Each is a function from a tree of files to
//! findings. Its test first shows, on trees of a few lines, what the rule finds and what it
//! allows, since a rule that cannot fail is worth nothing; then it holds the repository to it.

mod imports;
mod items;
mod phrases;
mod places;
mod public_api;
mod sizes;
mod tables;
mod tokens;
mod tree;
mod words;

/// The crates whose modules stand in an order, which the first page of each says.
const CRATES: &[&str] = &[
    "conformance/suite/src/",
    "conformance/libraries/src/",
    "conformance/fuzz_support/src/",
    "conformance/cli/src/",
];

/// The files that may use all modules of their crate, and are used by none but these.
const LAST_MODULES: &[&str] = &["macro_support", "main", "lib"];

/// What the top folder holds, besides names that start with a dot.
const TOP: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "clippy.toml",
    "conformance",
    "corpora",
    "deny.toml",
    "fuzz",
    "registry",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "scripts",
];

/// What the documentation of a reference calendar consists of, in this order.
const HEADINGS: &[&str] =
    &["# What it is", "# Rule", "# Epoch and range", "# Sources", "# Known disagreements"];

//! The house rules for the whole repository. Each is a function from a tree of files to findings.
//! Its test first shows on small trees what the rule finds and what it allows, since a rule that
//! cannot fail is worth nothing; then it applies the rule to the repository.

mod coverage;
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

/// The crates whose first page lists their modules in order.
const CRATES: &[&str] = &[
    "conformance/suite/src/",
    "conformance/libraries/src/",
    "conformance/fuzz_support/src/",
    "conformance/cli/src/",
];

/// The files that may use all modules of their crate, and that no other module may use.
const LAST_MODULES: &[&str] = &["macro_support", "main", "lib"];

/// The contents of the top folder, besides names that start with a dot.
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

/// The sections in the documentation of a reference calendar, in this order.
const HEADINGS: &[&str] =
    &["# What it is", "# Rule", "# Epoch and range", "# Sources", "# Known disagreements"];

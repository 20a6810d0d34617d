//! The rules of the house, for the whole repository. Each is a function from a tree of files to
//! findings. Its test first shows, on trees of a few lines, what the rule finds and what it
//! allows, since a rule that cannot fail is worth nothing; then it holds the repository to it.

mod imports;
mod places;
mod sizes;
mod tokens;
mod tree;
mod words;

/// The modules of `conformance/src`. Each may use itself and those before it.
const MODULES: &[&str] = &[
    "escape",
    "spec",
    "query",
    "program",
    "profile",
    "verdict",
    "claim",
    "model",
    "history",
    "wire",
    "subject",
    "adapters",
    "oracle",
    "ask",
    "check",
    "case",
    "signature",
    "run",
    "known",
    "report",
    "fuzz",
    "atlas",
    "faults",
    "fuzzing",
    "triage",
    "doctor",
    "cli",
];

/// The modules of `conformance/src` that may use all others, and are used by none but these.
const LAST_MODULES: &[&str] = &["macros", "hidden", "main", "lib"];

/// What the top folder holds, besides names that start with a dot.
const TOP: &[&str] = &[
    "CHANGELOG.md",
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

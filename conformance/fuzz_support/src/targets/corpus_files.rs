//! The parsers of the corpora.

use std::fmt;

use calproof::check::{Case, regressions};
use calproof::known;
use calproof::spec::{self, FileError};

use super::dictionaries::files;
use super::seeds::SeedFormat;
use super::{LONG, Target, planted, readable};

/// The target.
pub static TARGET: Target = Target {
    name: "corpus_files",
    about: "Any text, as the corpora are read.",
    run: corpus_files,
    prepare: || (),
    mutator: None,
    longest: LONG,
    seeds: SEEDS,
    words: files,
    plants: &["refused-in-silence"],
};

/// A seed is the file itself, without a wrapper.
const SEEDS: SeedFormat = SeedFormat {
    is_versioned: false,
    bytes: |text| Ok(text.as_bytes().to_vec()),
    text: |bytes| {
        let text = readable::text_of(bytes)?;
        Ok((text.to_owned(), text.to_owned()))
    },
};

/// Parses any text as each kind of file in the corpora, and as a case. An accepted text is written
/// again and must parse to the same value; a refusal must name the file and give a reason.
pub fn corpus_files(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    reads_the_same_again(text, spec::read);
    reads_the_same_again(text, spec::days::read);
    reads_the_same_again(text, known::read);
    reads_the_same_again(text, |file, text| {
        Ok(case_as_written(&regressions::read(file, text)?.case))
    });
    reads_the_same_again(text, |file, text| Ok(case_as_written(&Case::from_toml(file, text)?)));
}

/// The case as text, after checking that it parses to the same case.
fn case_as_written(case: &Case) -> String {
    let written = case.to_toml();
    let again = Case::from_toml("written", &written);
    let again = again.unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(again.to_toml(), written);
    written
}

/// A planted fault: a parser without a message for an unclosed quotation. Its twin has one.
fn as_planted(error: FileError) -> FileError {
    let is_open = error.problem.contains("invalid basic string");
    let problem = match planted::name() {
        Some("fault/refused-in-silence") if is_open => "",
        Some("twin/refused-in-silence") if is_open => "a quotation does not end",
        _ => return error,
    };
    FileError::new(error.file, problem)
}

fn reads_the_same_again<T: fmt::Debug>(text: &str, read: fn(&str, &str) -> Result<T, FileError>) {
    let first = match read("file", text).map_err(as_planted) {
        Ok(first) => format!("{first:?}"),
        Err(error) => {
            assert!(error.to_string().starts_with("file: "), "{error}");
            assert!(!error.problem.trim().is_empty(), "refused without a reason");
            return;
        }
    };
    let table: toml::Table = toml::from_str(text).expect("it was read");
    let again = toml::to_string(&table).expect("a table can be written");
    match read("again", &again) {
        Ok(second) => assert_eq!(first, format!("{second:?}"), "{again}"),
        Err(error) => panic!("accepted, but not as it is written anew: {error}\n{again}"),
    }
}

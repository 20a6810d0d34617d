//! The readers of the corpora.

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

/// A seed is a file as it is, which may say of itself what it likes.
const SEEDS: SeedFormat = SeedFormat {
    is_versioned: false,
    bytes: |text| Ok(text.as_bytes().to_vec()),
    text: |bytes| {
        let text = readable::text_of(bytes)?;
        Ok((text.to_owned(), text.to_owned()))
    },
};

/// Any text is read as each kind of file that the corpora hold, and as a case. What is accepted is
/// written anew, and read to the same; what is not is refused with a reason that names the file.
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

/// Our own writing of a case, which is read to the same case.
fn case_as_written(case: &Case) -> String {
    let written = case.to_toml();
    let again = Case::from_toml("written", &written);
    let again = again.unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(again.to_toml(), written);
    written
}

/// What is planted: a reader that has no words for what ends within a quotation; its twin has some.
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

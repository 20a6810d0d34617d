//! Cases that once failed in some library, each with its story; read from `corpora/regressions`.

use std::sync::LazyLock;

use calproof_corpora::{Dir, REGRESSIONS};
use serde::Deserialize;
use toml::Spanned;

use super::Case;
use super::toml::{Source, TomlTable, read_table};
use crate::claim::REGISTRY;
use crate::spec::{self, FileError};

/// A case that once failed, and its story.
#[derive(Clone)]
pub struct Regression {
    /// Its name: the folder (a calendar id or `registry`) and the file name without extension.
    pub name: String,
    /// Its file, as messages name it.
    pub file: String,
    /// What failed, where and since when.
    pub story: Story,
    /// The case that detects it if it returns.
    pub case: Case,
}

/// The story of a failure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What was answered, and what is right.
    pub what: String,
    /// The libraries in which it was found, with versions where known.
    #[serde(rename = "where")]
    pub place: Vec<String>,
    /// Since when it existed, or until when, if known.
    pub since: Option<String>,
    /// Where it was reported, as GitHub's `owner/repository#number`. Empty if it was not.
    pub links: Vec<String>,
    /// The weaknesses, as CWE numbers.
    pub cwe: Vec<u16>,
    /// The authority for what is right.
    pub authority: String,
}

/// All built-in regressions, and the files that cannot be used. A broken file affects only itself.
pub struct Regressions {
    /// The usable regressions, by name.
    pub good: Vec<Regression>,
    /// The errors in the other files.
    pub unreadable: Vec<FileError>,
}

static BUILT_IN: LazyLock<Regressions> = LazyLock::new(|| {
    let mut files = Vec::new();
    for file in REGRESSIONS.dirs().flat_map(Dir::files) {
        let name = file.path().display().to_string().replace('\\', "/");
        files.push((name, file.contents_utf8()));
    }
    of(files)
});

/// The built-in regressions.
pub fn all() -> &'static Regressions {
    &BUILT_IN
}

/// Reads regressions from files: each with its path in the folder and its text, if that is UTF-8.
fn of(mut files: Vec<(String, Option<&str>)>) -> Regressions {
    files.sort();
    let mut all = Regressions { good: Vec::new(), unreadable: Vec::new() };
    for (file, text) in files {
        let path = format!("corpora/regressions/{file}");
        let regression = match text {
            Some(text) => read(&path, text),
            None => Err(FileError { file: path.clone(), problem: "is not UTF-8".to_owned() }),
        };
        match regression.and_then(|regression| placed(&path, regression, &all.good)) {
            Ok(regression) => all.good.push(regression),
            Err(error) => all.unreadable.push(error),
        }
    }
    all
}

/// The regression, if its path matches its calendar and no other regression has the same case.
fn placed(path: &str, found: Regression, others: &[Regression]) -> Result<Regression, FileError> {
    let problem = |problem: String| FileError { file: path.to_owned(), problem };
    let area = found.name.split_once('/').map_or("", |(area, _)| area);
    if area != found.case.calendar {
        return Err(problem(format!("belongs in the folder `{}`", found.case.calendar)));
    }
    let id = found.case.id();
    match others.iter().find(|other| other.case.id() == id) {
        Some(other) => Err(problem(format!("repeats the case of {}", other.name))),
        None => Ok(found),
    }
}

/// Parses a regression; `file` is the path for messages, and ends with the name.
///
/// # Errors
///
/// If the text is not TOML, has no complete story, or is not a case of an existing check and
/// calendar; the error names the line.
pub fn read(file: &str, text: &str) -> Result<Regression, FileError> {
    let source = Source { file, text };
    let raw: Spanned<Raw> = toml::from_str(text).map_err(|error| source.no_toml(&error))?;
    let Raw { story, case } = raw.into_inner();
    let case_place = case.span().start;
    let case = read_table(source, case_place, case.get_ref())?;
    let calendar = &case.calendar;
    let is_known = spec::by_name(calendar)?.is_some_and(|spec| spec.id == *calendar);
    let known = is_known || calendar == REGISTRY;
    if !known {
        return Err(source.wrong(case_place, &format!("there is no calendar `{calendar}`")));
    }
    if let Some(words) = inconclusive(story.get_ref()) {
        return Err(source.wrong(story.span().start, words));
    }
    let name = file.trim_end_matches(".toml").rsplitn(3, '/').take(2);
    let name: Vec<&str> = name.collect();
    let name = name.into_iter().rev().collect::<Vec<&str>>().join("/");
    Ok(Regression { name, file: file.to_owned(), story: story.into_inner(), case })
}

/// What a story lacks, if anything.
fn inconclusive(story: &Story) -> Option<&'static str> {
    if story.what.trim().is_empty() || story.authority.trim().is_empty() {
        Some("the story says what went wrong, and by which authority")
    } else if story.place.is_empty() {
        Some("the story says where it went wrong")
    } else if story.cwe.is_empty() {
        Some("the story names a weakness of the CWE")
    } else {
        None
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    story: Spanned<Story>,
    case: Spanned<TomlTable>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[story]\nwhat = \"x\"\nwhere = [\"y\"]\nlinks = []\ncwe = [682]\n\
        authority = \"z\"\n\n[case]\nformat = 1\ncheck = \"calendar/order/weekdays_cycle\"\n\
        calendar = \"persian\"\nday = \"5\"\n";

    #[test]
    fn a_broken_file_is_reported_and_affects_only_itself() {
        for (bad, words) in [
            (Some("[story"), "line 1: "),
            (None, "is not UTF-8"),
            (Some(&*GOOD.replace("format = 1", "format = 2")), "line 9: format 2 is newer than"),
            (Some(&*GOOD.replace("format = 1", "format = 0")), "line 9: there is no format 0"),
            (Some(&*GOOD.replace("cwe = [682]", "cwe = []")), "line 1: the story names a weakness"),
            (Some(&*GOOD.replace("persian", "coptic")), "belongs in the folder `coptic`"),
            (Some(GOOD), "repeats the case of persian/a"),
        ] {
            let files = [("persian/b.toml", bad), ("persian/a.toml", Some(GOOD))];
            let all = of(files.map(|(file, text)| (file.to_owned(), text)).to_vec());
            let good: Vec<&str> = all.good.iter().map(|it| it.name.as_str()).collect();
            assert_eq!(good, ["persian/a"]);
            let unreadable: Vec<String> = all.unreadable.iter().map(ToString::to_string).collect();
            let expected = format!("corpora/regressions/persian/b.toml: {words}");
            assert!(
                unreadable.len() == 1 && unreadable[0].starts_with(&expected),
                "{unreadable:?}"
            );
        }
    }
}

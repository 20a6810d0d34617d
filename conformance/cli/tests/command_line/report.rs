//! `report`: what each format makes of the log of a run, complete or not.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::program::{Ended, Folder, command, ended};
use crate::project::{AGREEMENT, MINE, theirs};
use crate::snapshot::assert_seen;

/// The options for a planted fault and its benign twin.
const RUN: [&str; 6] =
    ["run", "--adapter", "fault/leap-year-1404", "--adapter", "twin/leap-year-1404", "--only"];

/// The formats of reports.
const FORMATS: [&str; 5] = ["--html", "--junit", "--sarif", "--markdown", "--badge"];

/// A folder with the log of a run of these checks.
fn folder_of(checks: &str) -> Folder {
    let folder = Folder::new();
    let words = [&RUN[..], &[checks, "--report", "logs"]].concat();
    assert_eq!(ended(&mut command(&folder, &words)).code, 1);
    folder
}

fn report(folder: &Folder, words: &[&str]) -> Ended {
    ended(&mut command(folder, &[&["report"], words].concat()))
}

/// The report of the log in this format.
#[track_caller]
fn made(folder: &Folder, format: &str) -> String {
    let Ended { code, out, err } = report(folder, &["logs", format, "-"]);
    assert_eq!((code, err.as_str()), (0, ""), "{format}: {out}");
    out
}

fn log_of(folder: &Folder) -> String {
    fs::read_to_string(folder.0.join("logs/events.jsonl")).unwrap()
}

/// A page made from the same log with one replacement.
fn page_with(folder: &Folder, this: &str, in_its_place: &str) -> String {
    let log = log_of(folder);
    assert!(log.contains(this), "{log}");
    fs::write(folder.0.join("logs/events.jsonl"), log.replace(this, in_its_place)).unwrap();
    made(folder, "--html")
}

/// Known failures count as found, and days that were not asked do not count as checked.
#[test]
fn a_page_claims_no_more_than_was_asked() {
    let folder = folder_of("calendar/agreement/date_of_day");
    let page = made(&folder, "--html");
    assert!(page.contains("found by 2 of 6 checks") && !page.contains("known failures of"));
    assert!(page.contains("were checked one by one") && !page.contains("asked at level"));
    let page = page_with(&folder, "\"again\":", "\"known\":\"reviewed\",\"again\":");
    assert!(page.contains("known failures of 2, and no other") && !page.contains("found by"));
    let page = page_with(&folder, "\"level\":5", "\"level\":2");
    assert!(page.contains("asked at level 2 of 5") && !page.contains("walked one by one"));
}

#[test]
fn formats_of_text_are_as_they_were() {
    let folder = folder_of("calendar/agreement/date_of_day");
    let mut seen = String::new();
    for words in [
        &["logs", "--markdown", "-"][..],
        &["logs", "--annotations"],
        &["logs/events.jsonl", "--badge", "badge.svg", "--markdown", "summary.md"],
    ] {
        let Ended { code, out, err } = report(&folder, words);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        let words = words.join(" ");
        seen.extend(["$ calproof report ", &words, "\n", &out, "\n"]);
    }
    seen.push_str(&fs::read_to_string(folder.0.join("badge.svg")).unwrap());
    assert_seen("report", &seen);
}

/// As the schemas of Jenkins and Surefire require: the elements with their attributes, and correct
/// sums.
#[test]
fn junit_has_a_test_case_for_each_check() {
    let folder = folder_of("calendar/agreement");
    let text = made(&folder, "--junit");
    let document = roxmltree::Document::parse(&text).expect("XML that is well-formed");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let names = |node: roxmltree::Node<'_, '_>| node.attribute("name").unwrap().to_owned();
    let suites: Vec<_> = root.children().filter(roxmltree::Node::is_element).collect();
    let titles: Vec<String> = suites.iter().copied().map(names).collect();
    assert_eq!(titles, ["fault/leap-year-1404 0.1.0", "twin/leap-year-1404 0.1.0"]);
    for suite in &suites {
        let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
        let ends = |name: &str| cases.iter().filter(|case| has(case, name)).count().to_string();
        for (attribute, count) in [
            ("tests", cases.len().to_string()),
            ("failures", ends("failure")),
            ("errors", ends("error")),
            ("skipped", ends("skipped")),
        ] {
            assert_eq!(suite.attribute(attribute), Some(count.as_str()), "{attribute}");
        }
        for case in cases {
            assert!(case.attribute("classname").is_some_and(|it| it.ends_with(".persian")));
            assert!(names(case).starts_with("calendar/agreement/"), "{}", names(case));
        }
    }
    assert!(suites[0].attribute("failures") != Some("0"));
    assert_eq!(suites[1].attribute("failures"), Some("0"));
    let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
    assert_eq!(failure.attribute("type"), Some("wrong"));
    let block = failure.text().unwrap();
    assert!(block.contains("why:   expected 1403-12-30, answered 1404-01-01\n"), "{block}");
    assert!(block.contains("again: calproof replay fault/leap-year-1404 calendar/"), "{block}");
}

fn has(case: &roxmltree::Node<'_, '_>, name: &str) -> bool {
    case.children().any(|child| child.has_tag_name(name))
}

/// The properties that the schema of SARIF 2.1.0 requires, and those that readers of it use.
// Long because: everything is looked for in one document.
#[test]
fn sarif_names_rules_weaknesses_and_fingerprints() {
    let folder = folder_of("calendar/agreement");
    let sarif: Value = serde_json::from_str(&made(&folder, "--sarif")).expect("JSON");
    assert_eq!(
        (&sarif["version"], sarif["runs"].as_array().map(Vec::len)),
        (&"2.1.0".into(), Some(1))
    );
    let run = &sarif["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "calproof");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let ids = |list: &Value| -> BTreeSet<String> {
        let ids = list.as_array().expect("a list").iter().map(|it| it["id"].as_str().unwrap());
        ids.map(str::to_owned).collect()
    };
    let (rules, taxa) = (ids(&driver["rules"]), ids(&run["taxonomies"][0]["taxa"]));
    assert_eq!((run["taxonomies"][0]["name"].as_str(), taxa.is_empty()), (Some("CWE"), false));
    for rule in driver["rules"].as_array().unwrap() {
        assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
        for relationship in rule["relationships"].as_array().unwrap() {
            assert!(taxa.contains(relationship["target"]["id"].as_str().unwrap()), "{rule}");
            assert_eq!(relationship["target"]["toolComponent"]["name"], "CWE");
        }
    }
    for taxon in run["taxonomies"][0]["taxa"].as_array().unwrap() {
        assert_ne!(taxon["name"], "", "{taxon}");
    }
    let lines: Vec<String> = log_of(&folder).lines().map(str::to_owned).collect();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.contains(result["ruleId"].as_str().unwrap()), "{result}");
        // A declared departure is not a failure.
        let is_failure = !result["message"]["text"].as_str().unwrap().contains(": departs: ");
        let expected = if is_failure { ["fail", "error"] } else { ["informational", "none"] };
        assert_eq!([&result["kind"], &result["level"]], expected, "{result}");
        assert!(result["message"]["text"].as_str().is_some_and(|text| text.contains("again: ")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "events.jsonl");
        let line = place["region"]["startLine"].as_u64().unwrap() as usize;
        assert!(lines[line - 1].starts_with("{\"event\":\"finding\""), "line {line}");
    }
    assert_eq!(fingerprints(&sarif).len(), results.len(), "each is somebody's alone");
    // Another seed generates other cases, but findings in planned cases stay the same.
    let words = [&RUN[..], &["calendar/agreement", "--report", "logs", "--seed", "2"]].concat();
    assert_eq!(ended(&mut command(&folder, &words)).code, 1);
    let other = serde_json::from_str(&made(&folder, "--sarif")).expect("JSON");
    let planned = |sarif| -> Vec<String> {
        let prints = fingerprints(sarif).into_iter();
        prints.filter(|it| it.starts_with("fault/") && it.contains("date")).collect()
    };
    assert!(!planned(&sarif).is_empty());
    assert_eq!(planned(&sarif), planned(&other));
}

fn fingerprints(sarif: &Value) -> BTreeSet<String> {
    let results = sarif["runs"][0]["results"].as_array().expect("results").iter();
    let prints = results.map(|it| it["partialFingerprints"]["calproofCase/v1"].as_str());
    prints.map(|print| print.expect("a fingerprint").to_owned()).collect()
}

/// Each format says that a run did not end, and an unreadable line affects only itself.
#[test]
fn an_incomplete_log_is_reported_in_each_format() {
    let folder = folder_of("calendar/agreement/date_of_day");
    let log = log_of(&folder);
    let (begun, _) = log.split_once("{\"event\":\"whole\"").unwrap();
    let cut = format!("{begun}{{\"event\":\"wh");
    fs::write(folder.0.join("logs/events.jsonl"), cut).unwrap();
    for (format, expected) in [
        ("--junit", "<error type=\"inconclusive\" message=\"it did not end; "),
        ("--sarif", "\"executionSuccessful\": false"),
        ("--markdown", "it did not end; later findings are missing"),
        ("--html", "it did not end; later findings are missing"),
    ] {
        let Ended { code, out, err } = report(&folder, &["logs", format, "-"]);
        assert_eq!(code, 0, "{err}");
        let note = "note: events.jsonl: line 1: the run that begins here did not end; ";
        assert!(err.starts_with(note), "{err}");
        assert!(out.contains(expected), "{format}: {out}");
    }
    let (first, _) = log.split_once('\n').unwrap();
    fs::write(folder.0.join("logs/events.jsonl"), log.replace(first, &format!("{first}\n{{")))
        .unwrap();
    let Ended { code, out, err } = report(&folder, &["logs", "--markdown", "-"]);
    assert_eq!((code, out.contains("✗ fails")), (2, true), "{out}");
    assert!(err.starts_with("error: events.jsonl: line 2: EOF while parsing"), "{err}");
}

/// Logs of format 1 have other first and last lines.
#[test]
fn older_logs_are_read() {
    let folder = folder_of("calendar/agreement/date_of_day");
    let log = log_of(&folder);
    let mut lines: Vec<&str> = log.lines().collect();
    lines[0] = r#"{"event":"run","format":1,"calproof":"0.0.9","budget":"smoke","seed":1}"#;
    *lines.last_mut().unwrap() = r#"{"event":"end","planned":1,"outcome":1}"#;
    let expected = made(&folder, "--markdown");
    fs::write(folder.0.join("logs/events.jsonl"), lines.join("\n")).unwrap();
    assert_eq!(made(&folder, "--markdown"), expected);
}

#[test]
fn unusable_logs_and_files_are_refused() {
    let folder = folder_of("calendar/agreement/date_of_day");
    fs::create_dir(folder.0.join("empty")).unwrap();
    fs::write(folder.0.join("notes.txt"), "{}").unwrap();
    for (words, part) in [
        (&["logs"][..], "--junit <FILE>"),
        (&["--junit", "-"], "<LOG>"),
        (&["nowhere.jsonl", "--junit", "-"], "error: nowhere.jsonl: "),
        (&["empty", "--junit", "-"], "error: empty: holds no event log (`*.jsonl`)"),
        (&["notes.txt", "--junit", "-"], "error: notes.txt: line 1: missing field `event`"),
        (
            &["logs/events.jsonl", "--junit", "logs/../logs/events.jsonl"],
            "is one of the input logs",
        ),
        (&["logs", "--junit", "nowhere/a.xml"], "the report `nowhere/a.xml` cannot be written: "),
    ] {
        let before = log_of(&folder);
        let Ended { code, err, .. } = report(&folder, words);
        assert_eq!(code, 2, "{words:?}: {err}");
        assert!(err.contains(part), "{words:?}: {err}");
        assert_eq!(log_of(&folder), before);
    }
}

/// The name of a subject may contain a path on the machine where it ran.
#[test]
fn reports_reveal_nothing_about_the_machine() {
    let folder = theirs(MINE);
    let place = folder.0.display().to_string();
    let program = format!("{place}/adapter.py");
    let words = ["run", "--only", AGREEMENT, "--report", "logs", "--", "python3", &program];
    assert_eq!(ended(&mut command(&folder, &words)).code, 1);
    assert!(log_of(&folder).contains(&place), "the log has the command as it was typed");
    for format in FORMATS {
        let text = made(&folder, format);
        assert!(!text.contains(&place), "{format}: {text}");
    }
    assert!(made(&folder, "--junit").contains(" -- python3 …/adapter.py\n"));
}

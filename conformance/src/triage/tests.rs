//! Reading logs, and drafts that are read back.

use super::*;
use crate::adapters;

const FINDING: &str = r#"{"event":"finding","subject":"x","status":"wrong","case":"format = 1\ncheck = \"calendar/agreement/date_of_day\"\ncalendar = \"persian\"\nday = \"DAY\"\n","why":"expected 1"}"#;

fn finding(day: i64) -> String {
    FINDING.replace("DAY", &day.to_string())
}

#[test]
fn the_smallest_of_a_bucket_is_kept_and_a_broken_line_stops_only_itself() {
    let other = finding(5).replace("wrong", "crash");
    let lines = [finding(9), "{\"event\":\"find".to_owned(), finding(7), other, finding(8)];
    let (witnesses, broken) = read("a.jsonl", &lines.join("\n"));
    assert_eq!(broken.len(), 1);
    let words = broken[0].to_string();
    assert!(words.starts_with("a.jsonl: line 2: EOF while parsing"), "{words}");
    let buckets = buckets(witnesses);
    let seen: Vec<(Status, String, usize)> = buckets
        .iter()
        .map(|it| (it.smallest.status, it.smallest.case.input.to_string(), it.count))
        .collect();
    assert_eq!(
        seen,
        [(Status::Wrong, "7".to_owned(), 3), (Status::Crash, "5".to_owned(), 1)]
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
}

#[test]
fn what_does_not_fail_any_more_is_fixed() {
    let reference = (adapters::by_name("reference").unwrap().open)();
    let (witnesses, _) = read("a.jsonl", &finding(739_330));
    let bucket = buckets(witnesses).remove(0);
    assert_eq!(weigh(&*reference, &[], &bucket).unwrap().0, Worth::Fixed);
}

#[test]
fn what_fails_where_a_regression_stands_has_returned_and_else_is_new() {
    let faulty = crate::faults::subject("fault/leap-year-1404").unwrap();
    for (day, worth) in [(739_330, Worth::Returned), (739_331, Worth::Returned)] {
        let (witnesses, _) = read("a.jsonl", &finding(day));
        assert_eq!(weigh(&*faulty, &[], &buckets(witnesses).remove(0)).unwrap().0, worth);
    }
    let text = finding(739_330).replace("agreement/date_of_day", "cycle/x");
    let (none, broken) = read("a.jsonl", &text);
    assert!(none.is_empty());
    assert!(broken[0].to_string().contains("there is no check `calendar/cycle/x`"));
    let text = finding(739_330).replace("agreement/date_of_day", "range/both_ends_answer");
    let bucket = buckets(read("a.jsonl", &text).0).remove(0);
    assert_eq!(weigh(&*faulty, &[], &bucket).unwrap().0, Worth::Fixed);
}

#[test]
fn a_draft_is_read_back() {
    let witness = read("a.jsonl", &finding(739_330)).0.remove(0);
    let (name, text) = draft(&witness, "1.2.3");
    assert_eq!(name, "persian/x-wrong-date-of-day.toml");
    let read = regressions::read(&name, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read.case.id(), witness.case.id());
    assert_eq!(read.name, "persian/x-wrong-date-of-day");
    assert_eq!((read.story.place, read.story.what), (vec!["x 1.2.3".to_owned()], witness.why));
}

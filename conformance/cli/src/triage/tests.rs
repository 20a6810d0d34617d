//! Logs are read, and drafts can be read back.

use super::*;

const FINDING: &str = r#"{"event":"finding","subject":"x","status":"wrong","case":"format = 1\ncheck = \"calendar/agreement/date_of_day\"\ncalendar = \"persian\"\nday = \"DAY\"\n","why":"expected 1"}"#;

/// The first line of a log of format 1.
const HEAD: &str = r#"{"event":"run","format":1,"calproof":"0.1.0"}"#;

fn line(day: i64) -> String {
    FINDING.replace("DAY", &day.to_string())
}

/// The first and last lines of a log of the current format.
const BEGUN: &str = r#"{"event":"begun","format":2,"calproof":"0.1.0"}"#;
const WHOLE: &str = r#"{"event":"whole","planned":1,"outcome":1}"#;

/// A log with one finding.
fn finding(day: i64) -> String {
    format!("{HEAD}\n{}\n", line(day))
}

#[test]
fn the_smallest_of_a_bucket_is_kept_and_a_broken_line_affects_only_itself() {
    let (head, other) = (HEAD.to_owned(), line(5).replace("wrong", "crash"));
    let lines = [head, line(9), "{\"event\":\"find".to_owned(), line(7), other, line(8)];
    let Log { witnesses, unreadable, .. } = read("a.jsonl", &lines.join("\n"));
    assert_eq!(unreadable.len(), 1);
    let words = unreadable[0].to_string();
    assert!(words.starts_with("a.jsonl: line 3: EOF while parsing"), "{words}");
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
fn a_case_that_passes_again_is_fixed() {
    let reference = (calproof_libraries::by_name("reference").unwrap().open)();
    let Log { witnesses, .. } = read("a.jsonl", &finding(739_330));
    let bucket = buckets(witnesses).remove(0);
    assert_eq!(weigh(&*reference, &[], &[], &bucket, 1).unwrap().0, Worth::Fixed);
}

#[test]
fn what_fails_where_a_regression_of_others_stands_is_new_and_alike() {
    let faulty = calproof_fuzz_support::faults::subject("fault/leap-year-1404").unwrap();
    // The regression stands at a leap day, the others at the ends and in the midst of a month.
    for (day, is_alike) in [(739_330, true), (739_331, false), (739_345, false)] {
        let Log { witnesses, .. } = read("a.jsonl", &finding(day));
        let weighed = weigh(&*faulty, &[], &[], &buckets(witnesses).remove(0), 1).unwrap();
        let (worth, why) = weighed;
        assert_eq!(worth, Worth::New);
        assert_eq!(why.contains("; this is like an old bug of "), is_alike, "{why}");
    }
    let text = finding(739_330).replace("agreement/date_of_day", "cycle/x");
    let Log { witnesses: none, unreadable, .. } = read("a.jsonl", &text);
    assert!(none.is_empty());
    assert!(unreadable[0].to_string().contains("there is no check `calendar/cycle/x`"));
    let text = finding(739_330).replace("agreement/date_of_day", "range/both_ends_answer");
    let bucket = buckets(read("a.jsonl", &text).witnesses).remove(0);
    assert_eq!(weigh(&*faulty, &[], &[], &bucket, 1).unwrap().0, Worth::Fixed);
}

#[test]
fn what_the_same_subject_once_came_to_has_returned() {
    let faulty = calproof_fuzz_support::faults::subject("fault/leap-year-1404").unwrap();
    let bucket = buckets(read("a.jsonl", &finding(739_330)).witnesses).remove(0);
    let (name, text) = draft(&bucket.smallest, "1.2.3");
    let own: &'static [Regression] = vec![regressions::read(&name, &text).unwrap()].leak();
    let expected = (Worth::Returned, name);
    assert_eq!(weigh(&*faulty, &[], own, &bucket, 1).unwrap(), expected);
    for (place, subject, is_same) in [
        ("Qt 6.4.2", "qt", true),
        ("java.time 17 to 25", "java_time", true),
        ("ICU4X, in a first draft", "icu4x", true),
        ("Qt, seen in OsmAnd-core", "osmand_core", false),
        ("ICU4C", "icu4x", false),
    ] {
        assert_eq!(is_of(place, subject), is_same, "{place}");
    }
}

/// In which order threads come is another one each time.
#[test]
fn a_race_that_does_not_show_is_never_fixed() {
    for (threads, expected, words) in [
        (r#"[[{"find":"gregory"}],[{"find":"gregory"}]]"#, Worth::NotSeen(3), "not seen in 3 runs"),
        (r#"[[{"find":"gregory"}]]"#, Worth::Fixed, "fixed"),
    ] {
        let case = [
            "format = 1\ncheck = \"registry/concurrency/histories_are_linearizable\"",
            "calendar = \"registry\"",
            &format!("program = '''{{\"threads\":{threads}}}'''\n"),
        ];
        let event = serde_json::json!({
            "event": "finding", "subject": "x", "status": "wrong", "case": case.join("\n"),
        });
        let Log { witnesses, unreadable, .. } = read("a.jsonl", &format!("{HEAD}\n{event}\n"));
        assert!(unreadable.is_empty(), "{}", unreadable[0]);
        let reference = (calproof_libraries::by_name("reference").unwrap().open)();
        let bucket = buckets(witnesses).remove(0);
        let (worth, _) = weigh(&*reference, &[], &[], &bucket, 3).unwrap();
        assert_eq!((worth, worth.to_string().as_str()), (expected, words));
    }
}

/// A known failure lists whole planned programs; a log has the smallest failing part.
#[test]
fn a_known_planned_program_is_known_in_its_smallest_form() {
    let program = |aliases: &str| {
        let calls = format!(r#"[{{"register":[0,[]]}},{{"register":[0,[{aliases}]]}}]"#);
        format!(r#"{{"backends":[{{"name":"market"}}],"before":{calls}}}"#)
    };
    let check = "registry/registration/registering_again_is_handled_as_declared";
    let case = |program: &str| {
        let head = format!("format = 1\ncheck = \"{check}\"\ncalendar = \"registry\"");
        Case::from_toml("a case", &format!("{head}\nprogram = '''{program}'''\n")).unwrap()
    };
    let (small, planned, other) = (program(""), program("\"week\""), program("\"feast\""));
    let id = case(&planned).id();
    let (_, place) = id.rsplit_once('/').unwrap();
    let entry = format!(
        "[[known]]\ncheck = \"{check}\"\ncalendar = \"registry\"\nversions = \"*\"\n\
         status = \"wrong\"\ncases = [\"{place}\"]\ncount = 1\nreason = \"so it is\"\nauthority = \
          \"x\"\n"
    );
    let known = known::read("known_failures.toml", &entry).unwrap();
    let faulty = calproof_fuzz_support::faults::subject("fault/registered-again").unwrap();
    for (inputs, generated, worth) in [
        (vec![], vec![], Worth::New),
        (vec![&planned], vec![], Worth::Known),
        (vec![&planned, &other], vec![], Worth::New),
        (vec![&planned], vec![&other], Worth::New),
    ] {
        let event = serde_json::json!({
            "event": "finding", "subject": "x", "status": "wrong",
            "case": case(&small).to_toml(), "inputs": inputs,
            "generated": generated,
        });
        let Log { witnesses, unreadable, .. } = read("a.jsonl", &format!("{HEAD}\n{event}\n"));
        assert!(unreadable.is_empty(), "{}", unreadable[0]);
        let bucket = buckets(witnesses).remove(0);
        assert_eq!(
            weigh(&*faulty, &known, &[], &bucket, 1).unwrap().0,
            worth,
            "{inputs:?} {generated:?}"
        );
    }
}

/// The signature of the case's finding.
fn signature(subject: &dyn Subject, case: &Case) -> String {
    let Ok((ReplayOutcome::Found(finding), _)) = run::replay_case(subject, case) else {
        panic!("it passes")
    };
    let finding = *finding;
    let (boundary, objection) = (finding.boundary, finding.objection);
    Signature::at(boundary, case, &objection, &finding.transcript).to_string()
}

#[test]
fn the_simplest_case_shows_the_same_mistake() {
    let faulty = calproof_fuzz_support::faults::subject("fault/leap-year-1404").unwrap();
    for day in [739_331, 739_345, 739_420] {
        let witness = read("a.jsonl", &finding(day)).witnesses.remove(0);
        let simplest = simplest(&*faulty, &witness).unwrap();
        let expected = signature(&*faulty, &witness.case);
        assert_eq!(signature(&*faulty, &simplest.case), expected, "{day}: {}", simplest.case.input);
        assert!(simplest.case.input.size() <= witness.case.input.size());
    }
}

#[test]
fn a_text_that_does_not_begin_as_a_log_is_not_read() {
    let newer = finding(5).replacen("\"format\":1", "\"format\":99", 1);
    let newer_fuzz = newer.replace("\"run\"", "\"fuzz\"");
    let later = format!("{}{newer}", finding(7));
    let without = finding(5).replace("\"format\":1,", "");
    for (text, read_before, words) in [
        ("", 0, "holds no event"),
        ("\n\n", 0, "holds no event"),
        (
            &line(5),
            0,
            "line 1: begins with `finding`, and a log with one of `begun`, `run`, `fuzz`",
        ),
        ("{\"level\":\"info\"}", 0, "line 1: missing field `event`"),
        ("{\"event\":\"fin", 0, "line 1: EOF while parsing"),
        (&newer, 0, "line 1: format 99; this calproof understands 1"),
        (&newer_fuzz, 0, "line 1: format 99; this calproof understands 1"),
        (&BEGUN.replace('2', "3"), 0, "line 1: format 3; this calproof understands 2"),
        (&without, 0, "line 1: has no `format`; this calproof understands 1"),
        // Logs may be concatenated.
        (&later, 1, "line 3: format 99; this calproof understands 1"),
    ] {
        let Log { witnesses, unreadable, .. } = read("a.jsonl", text);
        assert_eq!(witnesses.len(), read_before, "{text}");
        let unreadable: Vec<String> = unreadable.iter().map(ToString::to_string).collect();
        assert!(
            matches!(&unreadable[..], [one] if one.starts_with(&format!("a.jsonl: {words}"))),
            "{text}: {unreadable:?}"
        );
    }
}

#[test]
fn a_run_that_did_not_end_is_reported_with_its_first_line() {
    let whole = format!("{BEGUN}\n{}\n{WHOLE}\n", line(5));
    let stopped = format!("{BEGUN}\n{}\n", line(5));
    let cut = |text: &str| text[..text.len() - 9].to_owned();
    let unreadable_within = format!("{BEGUN}\n{{\n{}", line(5));
    for (text, found, expected) in [
        (whole.clone(), 1, &[][..]),
        (format!("{whole}{whole}"), 2, &[]),
        (stopped.clone(), 1, &[1]),
        // A writer killed within a line: nothing else is wrong.
        (cut(&stopped), 0, &[1]),
        (cut(&whole), 1, &[1]),
        (format!("{stopped}{whole}{stopped}"), 3, &[1, 6]),
        (format!("{}{stopped}", finding(5)), 2, &[3]),
        // Logs of format 1 may lack a last line.
        (finding(5), 1, &[]),
    ] {
        let Log { witnesses, unreadable, unended } = read("a.jsonl", &text);
        assert_eq!(witnesses.len(), found, "{text}");
        assert!(unreadable.is_empty(), "{text}: {}", unreadable[0]);
        let words = "the run that begins here did not end; later findings are missing";
        let expected: Vec<String> =
            expected.iter().map(|line| format!("a.jsonl: line {line}: {words}")).collect();
        assert!(unended.iter().all(|it| it.has_plan), "{text}");
        let unended: Vec<String> = unended.iter().map(|it| it.problem.to_string()).collect();
        assert_eq!(unended, expected, "{text}");
    }
    let fuzzing = stopped.replacen("\"format\"", "\"command\":\"fuzz\",\"format\"", 1);
    let Log { unended, .. } = read("a.jsonl", &fuzzing);
    let reported = unended[0].problem.to_string();
    assert!(
        !unended[0].has_plan && reported.contains("the fuzzing that begins here did not"),
        "{reported}"
    );
    // An unreadable line in the middle does not come from a killed writer.
    let Log { witnesses, unreadable, unended } = read("a.jsonl", &unreadable_within);
    assert_eq!((witnesses.len(), unreadable.len(), unended.len()), (1, 1, 1));
}

#[test]
fn a_draft_has_a_safe_file_name_and_text_for_any_subject_name() {
    let mut witness = read("a.jsonl", &finding(739_330)).witnesses.remove(0);
    witness.subject = "\u{202e}x\u{e0041}".repeat(100);
    let (name, text) = draft(&witness, "\u{9b}1");
    assert!(name.len() < 200, "{name}");
    assert!(!text.contains(|c| c != '\n' && calproof::escape::acts(c)), "{text}");
    let read = regressions::read(&name, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read.story.place, [format!("{} \u{9b}1", witness.subject)]);
}

#[test]
fn a_draft_is_read_back() {
    let witness = read("a.jsonl", &finding(739_330)).witnesses.remove(0);
    let (name, text) = draft(&witness, "1.2.3");
    assert_eq!(name, "persian/x-wrong-date-of-day.toml");
    let read = regressions::read(&name, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read.case.id(), witness.case.id());
    assert_eq!(read.name, "persian/x-wrong-date-of-day");
    assert_eq!((read.story.place, read.story.what), (vec!["x 1.2.3".to_owned()], witness.why));
}

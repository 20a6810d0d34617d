//! Conversations are recorded, and judged without the adapter.

use std::fs;

use crate::program::{Ended, Folder, command, ended};

/// The program itself, as an adapter.
const CALPROOF: &str = env!("CARGO_BIN_EXE_calproof");

/// An exchange with a library that is not installed.
const EXCHANGE: &str = r#"< {"hello":{"protocol":1,"name":"their-julian","version":"2.3.0","integers":"i64","calendars":[{"id":"julian","rule":"julian","first":-3652424,"last":3652059,"beyond":"refuses","year_zero":false,"answers":["date","day"]}]}}
> {"id":"1","ask":"date","calendar":"julian","of":[1,-61387]}
< {"id":"1","got":[[1,1,3],[-168,12,8]]}
> {"id":"2","ask":"day","calendar":"julian","of":[[2026,2,29],[2024,2,29]]}
< {"id":"2","got":[{"no":"no-such-day"},738958]}
> {"id":"3","ask":"day","calendar":"julian","of":[[2024,3,1]]}
< {"id":"3","got":[738959]}
"#;

fn triage(folder: &Folder, text: &str) -> Ended {
    fs::write(folder.0.join("their.transcript"), text).unwrap();
    ended(&mut command(folder, &["triage", "their.transcript"]))
}

/// Records the replay of a case on which this subject may fail.
fn replayed(folder: &Folder, subject: &str) -> String {
    let case = ["calendar/agreement/date_of_day", "persian", "739330"];
    let words = ["replay", "-", case[0], case[1], case[2], "--transcript", "its.transcript"];
    let served = ["--", CALPROOF, "serve", subject];
    let Ended { code, err, .. } = ended(&mut command(folder, &[&words[..], &served].concat()));
    assert_eq!((code == 1, err.as_str()), (subject.starts_with("fault/"), ""));
    fs::read_to_string(folder.0.join("its.transcript")).unwrap()
}

#[test]
fn a_recorded_replay_can_be_triaged() {
    let folder = Folder::new();
    let text = replayed(&folder, "fault/leap-year-1404");
    let marks: Vec<&str> = text.lines().filter_map(|line| line.get(..2)).collect();
    assert_eq!(marks, ["# ", "< ", "> ", "< "], "{text}");
    // A subject that exists is asked again.
    let Ended { code, out, err } = triage(&folder, &text);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let expected = "fault/leap-year-1404 persian: wrong × 1 in calendar/agreement/date_of_day\n";
    // That it is like what other libraries once did is a hint.
    assert!(out.starts_with(&format!("new: {expected}")), "{out}");
    assert!(out.contains("; this is like an old bug of "), "{out}");
    assert!(out.contains("  file:  their.transcript:4\n"), "{out}");
    // One that does not exist is judged by its recorded answers.
    let Ended { code, out, err } = triage(&folder, &text.replace("fault/leap", "their/leap"));
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.starts_with("new: their/leap-year-1404 persian: wrong × 1 in "), "{out}");
    assert!(out.contains("  why:   expected 1403-12-30, answered 1404-"), "{out}");
    let right = replayed(&folder, "twin/leap-year-1404");
    let Ended { code, out, err } = triage(&folder, &right);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "nothing to sort in 1 transcript\n", ""));
}

/// What fails only now and then is counted; a departure is no failure.
#[test]
fn a_case_is_repeated_as_often_as_one_likes() {
    let folder = Folder::new();
    for (subject, day, code, last) in [
        ("fault/leap-year-1404", "739330", 1, "wrong in 3 of 3 runs"),
        ("twin/leap-year-1404", "739330", 0, "not seen in 3 runs"),
        ("twin/leap-year-1404", "668473", 0, "departs"),
    ] {
        let case = ["calendar/agreement/date_of_day", "persian", day, "--times", "3"];
        let Ended { code: exit, out, err } =
            ended(&mut command(&folder, &[&["replay", subject][..], &case].concat()));
        assert_eq!((exit, err.as_str()), (code, ""), "{out}");
        assert_eq!(out.lines().last(), Some(last), "{out}");
        assert_eq!(out.matches(&format!("  talk:  date {day}")).count(), 1, "{out}");
    }
}

#[test]
fn the_wrong_answer_of_a_transcript_is_found() {
    let folder = Folder::new();
    let Ended { code, out, err } = triage(&folder, EXCHANGE);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "nothing to sort in 1 transcript\n", ""));
    for (right, wrong, status, line) in [
        ("-168,12,8", "-168,12,9", "wrong", 3),
        ("738958", "738959", "wrong", 5),
        (r#"{"no":"no-such-day"}"#, "739324", "accepted-invalid", 5),
        ("738958", r#"{"no":"unexplained"}"#, "refused-valid", 5),
        (r#"< {"id":"3","got":[738959]}"#, "! it was ended by signal 11", "crash", 7),
        (r#"< {"id":"3","got":[738959]}"#, "! no answer in time", "hang", 7),
        (r#"< {"id":"3","got":[738959]}"#, "< loading data", "garbage", 7),
    ] {
        let Ended { code, out, err } = triage(&folder, &EXCHANGE.replace(right, wrong));
        assert_eq!((code, err.as_str()), (1, ""), "{wrong}: {out}");
        assert!(out.contains(&format!("new: their-julian julian: {status} × 1 in ")), "{out}");
        let place = format!("  file:  their.transcript:{line}\n");
        let places = out.lines().filter(|line| line.starts_with("  file:")).count();
        assert_eq!(out.matches(&place).count(), places, "{wrong}: {out}");
    }
}

#[test]
fn a_malformed_transcript_is_refused_with_its_line() {
    let folder = Folder::new();
    for (text, parts) in [
        ("", &["their.transcript: has no line `< {\"hello\""][..]),
        ("< {}\n", &["their.transcript: line 1: not a hello line: "]),
        (&EXCHANGE.replace("protocol\":1", "protocol\":2"), &["line 1", "protocol 2", "speaks 1"]),
        (&EXCHANGE.replace("> {\"id\":\"2\"", "> {\"di\":\"2\""), &["line 4: no question: "]),
        (&format!("{EXCHANGE}? what\n"), &["line 8: it must begin with one of "]),
    ] {
        let Ended { code, err, .. } = triage(&folder, text);
        assert_eq!(code, 2, "{text}");
        assert!(parts.iter().all(|part| err.contains(part)), "{parts:?}: {err}");
    }
}

/// A built-in subject does not use the protocol.
#[test]
fn only_conversations_with_programs_are_recorded() {
    let words = ["replay", "reference", "calendar/order/weekdays_cycle", "gregory", "1"];
    let folder = Folder::new();
    let words = [&words[..], &["--transcript", "a.transcript"]].concat();
    let Ended { code, err, .. } = ended(&mut command(&folder, &words));
    assert_eq!((code, err.contains("calproof serve reference")), (2, true), "{err}");
}

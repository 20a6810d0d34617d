use super::*;

/// The page that describes the file.
// This path is inside the package: a link, which `cargo package` replaces with the file.
const PAGE: &str = include_str!("../../PROJECT.md");

fn read(text: &str) -> Result<Project, FileError> {
    file::read(Path::new("/their"), "calproof.toml", text)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The example on the page, which has every key.
fn example() -> Project {
    let text = PAGE.split("```toml\n").nth(1).and_then(|text| text.split("```").next());
    read(text.expect("an example")).unwrap()
}

#[test]
fn every_key_is_read() {
    let Project { file, folder, mut subjects, run } = example();
    assert_eq!((file.as_str(), folder.as_path()), ("calproof.toml", Path::new("/their")));
    let expected = Entry {
        name: "mine".to_owned(),
        command: words(&["python3", "adapter.py"]),
        folder: "/their/adapter".into(),
        needs: Some("Python 3.8 or later".to_owned()),
        install: vec![words(&["pip", "install", "theirlib"])],
        build: Some(words(&["make", "adapter"])),
        start: Some(Duration::from_secs(20)),
        answer: Some(Duration::from_secs(30)),
        processes: Some(4),
        restarts: Some(10),
        limits: Limits {
            memory: Some(512),
            processor: Some(Duration::from_mins(5)),
            processes: 20,
        },
        environment: vec![("LIBRARY_DATA".to_owned(), "data".to_owned())],
        lineage: words(&["icu"]),
        version: Some(VersionReq::parse(">=2.3, <2.5").unwrap()),
        known_failures: Some("/their/known_failures.toml".into()),
        vectors: vec!["/their/vectors/village.toml".into()],
        regressions: vec!["/their/regressions".into()],
    };
    assert_eq!((subjects.pop(), subjects.pop()), (Some(expected), None));
    let placed = |line: usize, key: &str, text: &str| Placed {
        text: text.to_owned(),
        place: format!("calproof.toml: line {line}: `run.{key}`"),
    };
    let calendars = [placed(22, "calendars", "gregory"), placed(22, "calendars", "persian")];
    assert_eq!(run.calendars, calendars);
    assert_eq!(run.only, [placed(23, "only", "calendar")]);
    assert_eq!(run.skip, [placed(24, "skip", "calendar/arithmetic")]);
    assert_eq!(run.budget, Some(placed(25, "budget", "ci")));
    assert_eq!(run.level, Level::new(3));
    assert_eq!((run.seed, run.report), (Some(7), Some("/their/build/calproof".into())));
}

/// The keys of a table, as listed in the message for an unknown one.
fn keys(table: &str) -> Vec<String> {
    let problem = read(table).unwrap_err().problem;
    let all = problem.split("There are ").nth(1).expect("all keys");
    all.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_is_described() {
    for (table, count) in [("[run]\nx = 1", 7), ("[subject.a]\nx = 1", 16)] {
        let keys = keys(table);
        assert_eq!(keys.len(), count, "{keys:?}");
        for key in keys {
            assert!(PAGE.contains(&format!("\n| `{key}` | ")), "{key} has no row in PROJECT.md");
            assert!(PAGE.contains(&format!("\n{key} = ")), "{key} is not in the example");
        }
    }
}

#[test]
fn missing_keys_are_none() {
    let project = read("[subject.b]\ncommand = [\"b\"]\n[subject.a]\ncommand = [\"a\"]\n").unwrap();
    let names: Vec<&str> = project.subjects.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let Entry { folder, install, start, processes, known_failures, .. } = &project.subjects[0];
    assert_eq!(folder, Path::new("/their"));
    assert!(install.is_empty() && start.is_none() && processes.is_none());
    assert_eq!(*known_failures, None);
    assert!(read("").unwrap().subjects.is_empty());
}

#[test]
fn install_is_one_command_or_several() {
    for (text, expected) in [
        ("[\"a\", \"b\"]", vec![words(&["a", "b"])]),
        ("[[\"a\", \"b\"], [\"c\"]]", vec![words(&["a", "b"]), words(&["c"])]),
    ] {
        let text = format!("[subject.mine]\ncommand = [\"x\"]\ninstall = {text}\n");
        assert_eq!(read(&text).unwrap().subjects[0].install, expected);
    }
}

/// Each error has the line, the key, and what is expected.
#[test]
fn mistakes_are_reported_with_their_place() {
    for (text, expected) in [
        ("\n[subject.x", "line 2: "),
        ("\nformat = 2", "line 2: format 2 is newer than"),
        ("format = \"x\"", "line 1: there is no format \"x\": the first is 1"),
        ("\nsubjects = 1", "line 2: `subjects`: there is no such key. Did you mean `subject`?"),
        ("subject = 1", "line 1: `subject`: invalid type: integer `1`, expected a table"),
        ("[subject]\nx = 1", "line 2: `subject.x`: invalid type: integer `1`, expected a table"),
        ("[subject.x]", "line 1: `subject.x`: missing field `command`"),
        ("[subject.\"a b\"]\ncommand = [\"x\"]", "line 1: `subject.a b`: not a subject name: "),
        ("[subject.\"-\"]\ncommand = [\"x\"]", "line 1: `subject.-`: not a subject name: "),
        (
            "[run]\nbuget = \"ci\"",
            "line 2: `run.buget`: there is no such key. Did you mean `budget`?",
        ),
        (
            "[run]\nonly = [\"a\",\n1]",
            "line 3: `run.only[1]`: invalid type: integer `1`, expected a string",
        ),
        ("[run]\nseed = -1", "line 2: `run.seed`: -1, expected 0 to "),
    ] {
        assert_refused(text, expected);
    }
}

#[test]
fn mistakes_in_a_subject_are_reported_with_their_place() {
    for (line, expected) in [
        ("comand = []", "comand`: there is no such key. Did you mean `command`?"),
        (
            "start_seconds = 9",
            "start_seconds`: there is no such key. Did you mean `start-seconds`?",
        ),
        ("limit = {}", "limit`: there is no such key. Did you mean `limits`?"),
        (
            "limits = { memory = 1 }",
            "limits.memory`: there is no such key. Did you mean `memory-mib`?",
        ),
        ("limits = { processes = 0 }", "limits.processes`: 0, expected 1 to 100000"),
        ("start-seconds = 601", "start-seconds`: 601, expected 1 to 600"),
        ("answer-seconds = 0", "answer-seconds`: 0, expected 1 to 600"),
        (
            "answer-seconds = \"9\"",
            "answer-seconds`: invalid type: string \"9\", expected an integer",
        ),
        ("processes = 17", "processes`: 17, expected 1 to 16"),
        ("restarts = -1", "restarts`: -1, expected 0 to 4294967295"),
        ("install = [1]", "install`: expected a command or an array of commands"),
        ("build = []", "build`: a program and its arguments are expected, as in "),
        ("version = \"new\"", "version`: versions are expected as Cargo writes them, as in "),
        (
            "environment = { \"a=b\" = \"c\" }",
            "environment.a=b`: not the name of an environment variable",
        ),
        ("vectors = \"a.toml\"", "vectors`: invalid type: string \"a.toml\", expected an array"),
        ("\"\\u001b[2J\" = 1", "\\u{1b}[2J`: there is no such key."),
    ] {
        let text = format!("[subject.x]\ncommand = [\"x\"]\n{line}");
        assert_refused(&text, &format!("line 3: `subject.x.{expected}"));
    }
    assert_refused("[subject.x]\ncommand = []", "line 2: `subject.x.command`: a program and its");
    assert_refused(
        "[subject.x]\ncommand = [\"\"]",
        "line 2: `subject.x.command`: a program and its",
    );
}

#[track_caller]
fn assert_refused(text: &str, expected: &str) {
    let error = read(text).unwrap_err().to_string();
    assert!(error.starts_with(&format!("calproof.toml: {expected}")), "{text}\n{error}");
    assert_eq!(calproof::escape::lines(&error), error);
}

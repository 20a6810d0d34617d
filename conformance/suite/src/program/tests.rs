//! How programs are written as JSON.

use super::*;

#[test]
fn a_program_is_read_as_it_is_written() {
    let json = concat!(
        r#"{"backends":[{"name":"market"},{"name":"x","conduct":{"asks":{"find":"market"}}},"#,
        r#"{"name":"y","conduct":"panics"}],"locale":"tr-TR","before":[{"register":[0,["a",{"hex":"00ff"}]]}],"#,
        r#""threads":[["names",{"find-id-of":0}],[{"find-id":-1},{"unregister":""}]],"after":["drops"]}"#,
    );
    let program = Program::read(json).unwrap();
    assert_eq!(program.to_string(), json);
    assert_eq!(program.backends[1].behaviour.kind(), Some(BehaviourKind::Asks));
    let Call::Register(0, aliases) = &program.before[0] else { panic!("{program}") };
    assert_eq!(aliases[1].bytes(), [0, 0xff]);
}

#[test]
fn an_invalid_program_is_reported() {
    for (json, why) in [
        ("{", "EOF while parsing"),
        (r#"{"before":[{"register":[1,[]]}],"backends":[{"name":"a"}]}"#, "there is no backend 1"),
        (r#"{"befor":[]}"#, "unknown field"),
        (r#"{"before":[{"names":null}]}"#, "a word has to be a text"),
        (r#"{"before":["names",{"find":"a","hold":"a"}]}"#, "trailing comma"),
        (r#"{"backends":[{"name":"a","conduct":{"panics":null}}]}"#, "a word has to be a text"),
        (r#"{"before":[{"find":{"hex":"6"}}]}"#, "hexadecimal"),
        (r#"{"before":[{"find":{"hex":"+6"}}]}"#, "hexadecimal"),
    ] {
        let error = Program::read(json).unwrap_err();
        assert!(error.contains(why), "{json}: {error}");
    }
}

#[test]
fn only_valid_names_are_written_as_text() {
    for (name, json) in [
        (Name::from("ıslamic"), r#""ıslamic""#),
        (Name::from("it's \"so\""), r#""it's \"so\"""#),
        (Name::from(""), r#""""#),
        (Name::from(" "), r#"" ""#),
        (Name::from("a\0"), r#"{"hex":"6100"}"#),
        (Name::from("\u{202e}"), r#"{"hex":"e280ae"}"#),
        (Name::new([0xff]), r#"{"hex":"ff"}"#),
    ] {
        assert_eq!(name.to_string(), json);
        assert_eq!(serde_json::to_string(&name).unwrap(), json);
        assert_eq!(serde_json::from_str::<Name>(json).unwrap(), name);
    }
}

//! Text from a subject is inert in every format: the syntax of a report does not depend on it.

use std::fs;

use crate::program::{Ended, Folder, command, ended};

/// Texts with which a subject may try to act on a reader of the report.
const ATTACKS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</script></style></textarea></pre></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt; &#60; &amp;",
    "[a](javascript:alert(1)) ![b](http://example.org/x.png) `c` **d** <!--",
    "| a | b |\n|---|---|\n# headline\n- [ ] @somebody #1 www.example.org https://example.org",
    "::error::forged\n::set-output name=a::b\n##[command]x\n%0A::error::forged",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}35m",
    "a\u{202e}b\u{2066}c\u{200f}\u{feff}",
    "\0\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{fffe}\u{ffff}",
    "]]><![CDATA[<b/>]]>",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "two\r\nlines\u{2028}three\u{85}four",
    "LONG",
];

/// A log in which every value that a subject or a forger can choose is `TEXT`.
const LOG: &str = r#"{"event":"begun","format":2,"calproof":"TEXT","command":"run","budget":"TEXT","level":"TEXT","seed":1,"only":["TEXT"],"skip":[],"calendars":["TEXT"],"subjects":[{"subject":"TEXT","version":"TEXT","origin":"TEXT","suffix":"TEXT"}]}
{"event":"vectors-broken","why":"TEXT"}
{"event":"subject","subject":"TEXT","version":"TEXT","trouble":"TEXT"}
{"event":"calendar","subject":"TEXT","calendar":"TEXT","rule":"TEXT","range":[1,730000],"walked":[1,730000],"inconclusive":"TEXT"}
{"event":"check","subject":"TEXT","calendar":"TEXT","check":"calendar/order/weekdays_cycle","planned":2,"counts":{"TEXT":1,"unsupported":1},"not_asked":"TEXT","unsupported":{"TEXT":1}}
{"event":"check","subject":"TEXT","calendar":"TEXT","check":"calendar/agreement/date_of_day","planned":2,"counts":{"wrong":2}}
{"event":"finding","id":"calendar/agreement/date_of_day/TEXT/0123456789ab","subject":"TEXT","signature":"TEXT","status":"wrong","case":"TEXT","why":"TEXT","authority":"TEXT","talk":[["TEXT","TEXT"],["TEXT","TEXT"]],"runs":[[5,6]],"inputs":["TEXT"],"generated":["TEXT"],"count":2,"again":"TEXT"}
{"event":"finding","id":"calendar/agreement/date_of_day/TEXT/0123456789ac","subject":"TEXT","signature":"TEXT","status":"wrong","case":"TEXT","why":"TEXT","talk":[],"runs":[],"inputs":["TEXT"],"generated":[],"count":1,"known":"TEXT","again":"TEXT"}
{"event":"known-failure-broken","subject":"TEXT","why":"TEXT"}
{"event":"known-failure-open","subject":"TEXT","why":"TEXT"}
{"event":"advisory","subject":"TEXT","calendar":"TEXT","weakness":20,"what":"TEXT","case":"TEXT"}
{"event":"unsteady","subject":"TEXT","count":2,"first":["TEXT","TEXT"]}
{"event":"whole","planned":4,"resolved":4,"lost":0,"counts":{"wrong":2},"outcome":1}
"#;

/// The report in this format of a log with this text.
#[track_caller]
fn made(text: &str, format: &[&str]) -> String {
    let json = serde_json::to_string(text).expect("a text");
    let folder = Folder::new();
    let log = LOG.replace("TEXT", &json[1..json.len() - 1]);
    fs::write(folder.0.join("events.jsonl"), log).unwrap();
    let words = [&["report", "events.jsonl"], format].concat();
    let Ended { code, out, err } = ended(&mut command(&folder, &words));
    assert_eq!((code, err.as_str()), (0, ""), "{text:?}: {out}");
    out
}

fn attacks() -> impl Iterator<Item = String> {
    ATTACKS.iter().map(|attack| attack.replace("LONG", &"x".repeat(200_000)))
}

/// How often each of these characters and words, which are syntax in the format, occurs.
fn syntax<'a>(text: &str, of: &[&'a str]) -> Vec<(&'a str, usize)> {
    of.iter().map(|word| (*word, text.matches(word).count())).collect()
}

#[track_caller]
fn assert_inert(format: &[&str], of: &[&str]) {
    let benign = made("benign", format);
    assert!(benign.contains("benign"), "{format:?} shows nothing of the subject: {benign}");
    for attack in attacks() {
        let text = made(&attack, format);
        let begin = |text: &str| text.chars().take(60).collect::<String>();
        assert_eq!(syntax(&text, of), syntax(&benign, of), "{format:?}: {:?}", begin(&attack));
        let acts = |c: char| c != '\n' && calproof::escape::acts(c);
        let acting = text.chars().find(|c| acts(*c) || "\u{fffe}\u{ffff}\u{85}".contains(*c));
        assert_eq!(acting, None, "{format:?}: {:?}", begin(&attack));
        assert!(text.len() < 200_000, "{format:?} is {} long", text.len());
    }
}

#[test]
fn hostile_text_does_not_change_markup() {
    let xml = ["<", ">", "\"", "\n", "]]>", "<!"];
    for format in ["--junit", "--html"] {
        assert_inert(&[format, "-"], &xml);
    }
    for attack in attacks() {
        let text = made(&attack, &["--junit", "-"]);
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{attack:.60}: {error}"));
        // The badge shows only sums.
        let badge = made(&attack, &["--badge", "-"]);
        assert_eq!(badge, made("benign", &["--badge", "-"]));
        roxmltree::Document::parse(&badge).unwrap();
    }
}

#[test]
fn hostile_text_does_not_change_markdown() {
    let of = ["<", ">", "\n", "`", "*", "[", "|", "#1", "@", "www.", "://", "!", "~", "{{", "\\"];
    assert_inert(&["--markdown", "-"], &of);
}

#[test]
fn hostile_text_does_not_change_annotations() {
    assert_inert(&["--annotations"], &["\n", "##[", "%0D"]);
    for attack in attacks() {
        for line in made(&attack, &["--annotations"]).lines() {
            let is_ours = |level| line.starts_with(&format!("::{level} title="));
            assert!(is_ours("error") || is_ours("warning"), "{line}");
        }
    }
}

#[test]
fn hostile_text_does_not_change_sarif() {
    assert_inert(&["--sarif", "-"], &["\n"]);
    for attack in attacks() {
        let text = made(&attack, &["--sarif", "-"]);
        let sarif: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(2));
    }
}

//! `atlas`: pages are shown, written, and compared with committed ones.

use std::fs;

use crate::program::{Ended, Folder, calproof, command, ended};

/// With one subject only there is nothing to compare, so that a page takes no time.
fn atlas(folder: &Folder, words: &[&str]) -> Ended {
    ended(&mut command(folder, &[&["atlas", "--adapter", "reference"], words].concat()))
}

#[test]
fn a_page_is_shown() {
    let Ended { code, out, err } =
        calproof(&["atlas", "--adapter", "chrono", "--adapter", "time", "--calendar", "gregorian"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("# `gregory`: Gregorian\n\nBuilt in: `chrono` `"), "{out}");
    for expected in ["## Implementations", "Nowhere: all implementations agree", "## Boundary days"]
    {
        assert!(out.contains(expected), "{expected}: {out}");
    }
    assert!(out.contains("| `chrono` | `time` | 7,304,484 |          0 |"), "{out}");
}

#[test]
fn pages_are_kept_and_checked() {
    let folder = Folder::new();
    let kept = |name: &str| folder.0.join("pages").join(name);
    let write = || atlas(&folder, &["--into", "pages"]);
    let check = || atlas(&folder, &["--into", "pages", "--check"]);
    let nothing_there = check();
    assert_eq!(nothing_there.code, 2, "{}", nothing_there.err);
    assert_eq!(write().code, 0);
    assert_eq!((check().code, check().err.as_str()), (0, ""));
    assert_eq!(write().out, "", "what is up to date is not written again");

    // One day now has another answer.
    let page = fs::read_to_string(kept("gregory.md")).unwrap();
    fs::write(kept("gregory.md"), page.replace("30 Esfand", "29 Esfand")).unwrap();
    let Ended { code, err, .. } = check();
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("gregory.md: differs from what the subjects answer now: line "), "{err}");
    assert!(err.contains("30 Esfand"), "{err}");
    assert!(write().out.contains("gregory.md: written"));
    assert_eq!(fs::read_to_string(kept("gregory.md")).unwrap(), page);

    // A missing page, one that belongs to no calendar, and a file that is not a page.
    fs::remove_file(kept("julian.md")).unwrap();
    fs::write(kept("old.md"), &page).unwrap();
    fs::write(kept("notes.md"), "ours").unwrap();
    let Ended { code, err, .. } = check();
    assert_eq!(code, 1, "{err}");
    assert!(
        err.contains("julian.md: differs") && err.contains("old.md belongs to no calendar"),
        "{err}"
    );
    assert_eq!(write().code, 0);
    assert!(kept("julian.md").is_file() && !kept("old.md").exists() && kept("notes.md").is_file());
    assert_eq!(check().code, 0);
}

#[test]
fn unknown_names_and_missing_options_are_refused() {
    for (words, expected) in [
        (&["atlas", "--calendar", "gregorry"][..], "Did you mean `gregory`?"),
        (&["atlas", "--adapter", "chrno"], "Did you mean `chrono`"),
        (&["atlas", "--check"], "--into"),
    ] {
        let Ended { code, err, .. } = calproof(words);
        assert_eq!(code, 2, "{words:?}: {err}");
        assert!(err.contains(expected), "{words:?}: {err}");
    }
}

/// A program that cannot be started is left out when pages are shown, and is an error when they are
/// written.
#[test]
fn a_missing_program_is_reported() {
    let folder = Folder::new();
    let adapter = folder.0.join("adapters/lost");
    fs::create_dir_all(&adapter).unwrap();
    let file = "[subject.lost]\ncommand = [\"./nowhere\"]\n";
    fs::write(adapter.join("calproof.toml"), file).unwrap();
    let run = |words: &[&str]| {
        let mut command =
            command(&folder, &[&["atlas", "--calendar", "persian-33"], words].concat());
        ended(command.env("CALPROOF_ADAPTERS", folder.0.join("adapters")))
    };
    let Ended { code, out, err } = run(&[]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("left out: lost: "), "{err}");
    assert!(out.starts_with("# `persian-33`"), "{out}");
    for words in [&["--into", "pages"][..], &["--adapter", "lost"]] {
        let Ended { code, err, .. } = run(words);
        assert_eq!(code, 2, "{err}");
        // With `--into`, another program that is not built may be named first.
        assert!(err.contains("lost: ") || words[0] == "--into", "{err}");
        assert!(!folder.0.join("pages").exists());
    }
}

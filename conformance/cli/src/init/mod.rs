//! Projects for new adapters: an adapter in some language, with a part for the user to fill in, and
//! the files around it. The texts are in `templates`.

mod languages;

use clap::ValueEnum;

use languages::Template;

/// The languages that have templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Rust,
    Python,
    #[value(name = "javascript")]
    JavaScript,
    Java,
    Cpp,
    Go,
    #[value(name = "csharp")]
    CSharp,
    /// Any other: what an adapter has to do, in words.
    Any,
}

/// What the adapter asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Calendars: dates and days.
    Calendar,
    /// A registry, which finds calendars by name.
    Registry,
}

/// A project that has not been written to disk yet.
pub(crate) struct Project {
    /// Paths relative to the folder, with their contents.
    pub(crate) files: Vec<(&'static str, String)>,
    /// The file that the user fills in.
    pub(crate) part: &'static str,
    /// The command that builds the adapter, as typed; empty if nothing needs building.
    pub(crate) build: String,
}

const README: &str = include_str!("templates/common/README.md");
const WORKFLOW: &str = include_str!("templates/common/calproof.yml");
const FILE: &str = include_str!("templates/common/calproof.toml");
const REGRESSIONS: &str = include_str!("templates/common/regressions.md");
const IGNORED: &str = include_str!("templates/common/gitignore");

const OF_CALENDARS: &str = "`calproof list calendars` lists the calendars and the rules, and `calproof \
                            explain persian` one of them.";
const OF_REGISTRIES: &str = "`calproof explain profile` lists the points on which registries differ, \
                             and what can be declared of each.";

/// The project for an adapter in this language.
pub(crate) fn project(language: Language, kind: Kind) -> Project {
    let template = languages::template(language);
    let (own, words) = match kind {
        Kind::Calendar => (template.calendar, OF_CALENDARS),
        Kind::Registry => (template.registry, OF_REGISTRIES),
    };
    let build = template.build.join(" ");
    let typed = line(&build, |build| format!("$ {build}\n"));
    let key = line(&build, |_| format!("build = {:?}\n", template.build));
    let step = line(&build, |build| format!("      - run: {build}\n"));
    let setup = format!("{}{step}", template.setup);
    let (command, needs) = (format!("{:?}", template.command), format!("{:?}", template.needs));
    let readme = fill(README, &[("about", &about(&template)), ("build", &typed), ("kind", words)]);
    let toml = fill(FILE, &[("command", &command), ("needs", &needs), ("build", &key)]);
    let mut files = vec![
        ("README.md", readme),
        ("calproof.toml", toml),
        (".github/workflows/calproof.yml", fill(WORKFLOW, &[("setup", &setup)])),
        ("regressions/README.md", REGRESSIONS.to_owned()),
        (".gitignore", fill(IGNORED, &[("ignore", template.ignored)])),
    ];
    if !own.is_empty() {
        files.push((template.part, own.to_owned()));
    }
    files.extend(template.files.iter().map(|(path, text)| (*path, (*text).to_owned())));
    Project { files, part: template.part, build }
}

/// `made` applied to the words; empty if there are none.
fn line(words: &str, made: impl Fn(&str) -> String) -> String {
    if words.is_empty() { String::new() } else { made(words) }
}

/// The text with its marks replaced.
fn fill(text: &str, marks: &[(&str, &str)]) -> String {
    let set = |text: String, (mark, words): &(&str, &str)| {
        text.replace(&format!("{{{{{mark}}}}}"), words)
    };
    marks.iter().fold(text.to_owned(), set)
}

/// The part of the project's README that describes its files.
fn about(template: &Template) -> String {
    if template.files.is_empty() {
        return languages::ANY.to_owned();
    }
    let kept = template.files.iter().map(|(path, _)| format!("`{path}`"));
    format!(
        "`{}` is your part: fill in what is marked `fill in`, with calls of your library, and \
         declare what it promises. The rest speaks the protocol and stays as it is: {}.",
        template.part,
        kept.collect::<Vec<String>>().join(", ")
    )
}

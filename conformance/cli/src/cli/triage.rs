//! `calproof triage`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use calproof::check::regressions::{self, Regression};
use calproof::report::text::{LONGEST_SHOWN, shortened};
use calproof::report::{self, Outcome};
use calproof::spec::FileError;
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::programs::{self, Program, from_here};
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, subjects};
use crate::event_log::{self, Unended};
use crate::triage::{
    self, Artifact, ArtifactVerdict, Broke, Bucket, Evidence, Heap, Kind, Log, Opened, Source,
    Witness, Worth,
};

#[derive(Args)]
pub(crate) struct TriageArguments {
    /// Event logs of runs and of fuzzing (`*.jsonl`), transcripts (`*.transcript`),
    /// artifacts of fuzz targets (such as `crash-*`), or folders with
    /// these.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The fuzz target of the artifacts, where the folder does not have its name.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(triage::targets()))]
    target: Option<String>,
    /// Draft a regression from the smallest case of each new finding.
    #[arg(long)]
    keep: bool,
    /// Maximum number of runs of a case in which several threads take part: it may fail only now and
    /// then.
    #[arg(long, value_name = "N", default_value_t = TIMES, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
}

/// In how many runs a race is looked for by default.
const TIMES: u32 = 20;

/// Where drafts go, but for those of subjects that have a folder of their own.
const KEPT: &str = "corpora/regressions";

/// What was found in the paths.
#[derive(Default)]
struct Gathered {
    witnesses: Vec<Witness>,
    /// Artifacts on which the target did not fail: what each is worth, and why.
    quiet: Vec<(Artifact, Worth, &'static str)>,
    /// Artifacts on which the target fails, although no check does.
    unseen: Vec<(Artifact, Broke)>,
    /// How many logs and transcripts there are.
    logs: usize,
    transcripts: usize,
    /// Whether something could not be read.
    is_unreadable: bool,
    /// Whether a run did not end, so that planned cases were not judged.
    lacks_verdicts: bool,
}

/// Sorts what is found in the paths. Fails if something is new or has returned; inconclusive if
/// something could not be read or asked again.
pub(crate) fn run(arguments: &TriageArguments) -> Result<Outcome, Trouble> {
    let mut folders = programs::all()?.iter().filter_map(Program::kept);
    if arguments.keep && folders.next().is_none() && !Path::new(KEPT).is_dir() {
        return Err(format!("--keep writes into `{KEPT}`, which does not exist here"));
    }
    let named = arguments.target.as_deref();
    let target = triage::targets().into_iter().find(|name| Some(*name) == named);
    let mut gathered = Gathered::default();
    for path in &arguments.paths {
        let (sources, unreadable) = triage::sources(path, target);
        for words in unreadable {
            gathered.complain(&words);
        }
        for source in &sources {
            gathered.add(source);
        }
    }
    gathered.sort(arguments)
}

impl Gathered {
    /// Says what all of it is worth.
    fn sort(self, arguments: &TriageArguments) -> Result<Outcome, Trouble> {
        let TriageArguments { keep, times, .. } = *arguments;
        let is_nothing =
            self.witnesses.is_empty() && self.unseen.is_empty() && self.quiet.is_empty();
        if is_nothing && !self.is_unreadable {
            println!("nothing to sort in {}", counted(self.logs, self.transcripts));
        }
        let mut outcome = Outcome::Conforms;
        for bucket in triage::buckets(self.witnesses) {
            outcome = outcome.and(sort(&bucket, keep, times)?);
        }
        for heap in triage::heaps(self.unseen) {
            outcome = outcome.and(tell(&heap, keep));
        }
        for (artifact, worth, why) in &self.quiet {
            println!("{worth}: {}: {why}", artifact.target);
            show(artifact);
            outcome = outcome.and(of_worth(*worth));
        }
        // Files that cannot be read are a mistake in the command, whatever the others contain.
        if self.is_unreadable {
            return Ok(Outcome::Inconclusive);
        }
        // A failure counts anyway; without one, the missing verdicts might have failed.
        let missing = if self.lacks_verdicts { Outcome::Inconclusive } else { Outcome::Conforms };
        Ok(outcome.and(missing))
    }

    /// Adds the contents of a file. A part that cannot be read affects only itself.
    fn add(&mut self, source: &Source) {
        let path = source.path.clone();
        let file = calproof::escape::line(&path.display().to_string());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return self.complain(&format!("{file}: {error}")),
        };
        if let Kind::Artifact(target) = source.kind {
            return self.add_artifact(Artifact { path, target, bytes });
        }
        let text = &match event_log::text_of(&bytes) {
            Ok(text) => text,
            Err(words) => return self.complain(&format!("{file}: {words}")),
        };
        let Log { witnesses, unreadable, unended } = if source.kind == Kind::Transcript {
            self.transcripts += 1;
            let read = triage::read_transcript(&file, text);
            let (witnesses, unreadable) = read.unwrap_or_else(|error| (Vec::new(), vec![error]));
            Log { witnesses, unreadable, unended: Vec::new() }
        } else {
            self.logs += 1;
            triage::read(&file, text)
        };
        self.witnesses.extend(witnesses);
        for error in unreadable {
            self.complain(&error.to_string());
        }
        for Unended { problem, has_plan } in unended {
            terminal::trouble(&problem.to_string());
            self.lacks_verdicts |= has_plan;
        }
    }

    fn add_artifact(&mut self, artifact: Artifact) {
        match artifact.judge(&opened) {
            Err(words) => self.complain(&format!("{}: {words}", artifact.file())),
            Ok(ArtifactVerdict::Passes) => {
                self.quiet.push((artifact, Worth::Fixed, "the fuzz target does not fail on it"));
            }
            Ok(ArtifactVerdict::Inconclusive(why)) => {
                self.quiet.push((artifact, Worth::Inconclusive, why));
            }
            Ok(ArtifactVerdict::Fails(witness)) => self.witnesses.push(*witness),
            Ok(ArtifactVerdict::Unseen(broke)) => self.unseen.push((artifact, broke)),
        }
    }

    fn complain(&mut self, words: &str) {
        terminal::trouble(words);
        self.is_unreadable = true;
    }
}

/// The number of logs and of transcripts, in words.
fn counted(logs: usize, transcripts: usize) -> String {
    let of = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    };
    let parts = [of(logs, "log"), of(transcripts, "transcript")];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" and ")
}

fn opened(name: &str) -> Result<Opened, Trouble> {
    let origin = subjects::origin(name, &[])?;
    Ok((origin.open()?, origin.files()?.known))
}

/// The subject's own regressions; empty if it cannot be opened.
fn own(name: &str) -> &'static [Regression] {
    let beside = subjects::origin(name, &[]).and_then(|origin| origin.files());
    beside.map_or(&[], |beside| beside.regressions)
}

/// Where new regressions of this subject go: its own folder, or ours.
fn folder(name: &str) -> PathBuf {
    let own = programs::all().ok().and_then(|programs| programs.by_name(name)?.kept());
    own.map_or_else(|| PathBuf::from(KEPT), |own| from_here(own).to_owned())
}

/// Says what a bucket is worth, and drafts a regression if it is new.
fn sort(bucket: &Bucket, keep: bool, times: u32) -> Result<Outcome, Trouble> {
    let Bucket { smallest, count } = bucket;
    let Witness { evidence, subject, case, status, .. } = smallest;
    let opened = opened(subject);
    let words = |error: FileError| error.to_string();
    let (worth, why) = match (&opened, evidence) {
        (Ok((opened, known)), _) => {
            triage::weigh(&**opened, known, own(subject), bucket, times).map_err(words)?
        }
        // The log is the only evidence.
        (Err(trouble), _) if smallest.known => (Worth::Known, format!("by the log; {trouble}")),
        // The transcript has all its answers, and they are wrong.
        (Err(_), Evidence::Transcript { .. }) => (Worth::New, smallest.why.clone()),
        (Err(trouble), _) => (Worth::Inconclusive, trouble.clone()),
    };
    let fails = matches!(worth, Worth::New | Worth::Returned);
    // Cases in logs are simple: those of a run are planned, those of fuzzing simplified before.
    let is_raw = *evidence != Evidence::Log || keep;
    let (simple, why) = match &opened {
        Ok((subject, _)) if fails && is_raw => {
            let simple = triage::simplest(&**subject, smallest).map_err(words)?;
            // The hint stays that stands behind what the case before said.
            let hint = why.rfind(triage::LIKE).map_or("", |place| &why[place..]);
            let why = if worth == Worth::New { format!("{}{hint}", simple.why) } else { why };
            (simple, why)
        }
        _ => (smallest.clone(), why),
    };
    let name = calproof::escape::line(&format!("{subject} {}", case.calendar));
    println!("{worth}: {name}: {status} × {count} in {}", case.check.id);
    show_case(&simple, &why);
    if (keep, worth) == (true, Worth::New) {
        let version = match (&opened, evidence) {
            (Ok((subject, _)), _) => subject.hello().version.clone(),
            (_, Evidence::Transcript { version, .. }) => version.clone(),
            _ => String::new(),
        };
        let (file, text) = triage::draft(&simple, &version);
        // A failure to write affects only this draft.
        let written = write(&folder(subject), &file, &text);
        println!("  {}", written.unwrap_or_else(|trouble| format!("not kept: {trouble}")));
    }
    Ok(of_worth(worth))
}

/// The outcome for this worth.
fn of_worth(worth: Worth) -> Outcome {
    match worth {
        Worth::New | Worth::Returned => Outcome::Fails,
        Worth::Known | Worth::Fixed => Outcome::Conforms,
        Worth::NotSeen(_) | Worth::Inconclusive => Outcome::Inconclusive,
    }
}

/// Shows a case, why it has this worth, where it was found, and the command that repeats it.
fn show_case(witness: &Witness, why: &str) {
    let Witness { evidence, subject, case, .. } = witness;
    let input = calproof::escape::lines(&case.input.to_string());
    println!("  case:  {}", shortened(&input, LONGEST_SHOWN));
    println!("  why:   {}", calproof::escape::line(why));
    if let Evidence::Artifact(place) | Evidence::Transcript { place, .. } = evidence {
        println!("  file:  {}", calproof::escape::line(place));
    }
    // An unnamed subject is a command that only the person who ran it knows.
    let is_named = subject != subjects::COMMAND && subjects::origin(subject, &[]).is_ok();
    let origin = if is_named { [subject.as_str(), ""] } else { [subjects::COMMAND, " -- COMMAND"] };
    let [name, suffix] = origin.map(str::to_owned);
    println!("  again: {}", report::again_case(&(name, suffix), case));
}

/// Prints how a target fails if no check does.
fn tell(heap: &Heap, keep: bool) -> Outcome {
    let Heap { smallest, broke, count } = heap;
    let run = |artifact: &Artifact| triage::alone(artifact.target, &artifact.bytes).ok();
    let place = calproof::escape::line(&broke.place);
    println!("{}: {}: broke × {count}: {place}", Worth::New, smallest.target);
    let words = broke.words.lines().map(calproof::escape::line).collect::<Vec<String>>().join("; ");
    println!("  why:   {}", shortened(&words, LONGEST_SHOWN));
    show(&smallest.smaller(broke, &run));
    if keep {
        println!("  not kept: it is not a case of a check");
    }
    Outcome::Fails
}

/// Shows the contents of an artifact, its file, and the command that runs it again.
fn show(artifact: &Artifact) {
    println!("  input: {}", shortened(&calproof::escape::lines(&artifact.text()), LONGEST_SHOWN));
    println!("  file:  {}", artifact.file());
    println!("  again: {}", artifact.again());
}

/// Writes a draft where there is none yet, and only one that can be read back.
fn write(folder: &Path, file: &str, text: &str) -> Result<String, Trouble> {
    if let Err(error) = regressions::read(file, text) {
        return Ok(format!("not kept: {}", calproof::escape::line(&error.problem)));
    }
    if !folder.is_dir() {
        return Ok(format!("not kept: `{}` does not exist here", triage::shown(folder)));
    }
    let path = folder.join(file);
    let shown = triage::shown(&path);
    if path.exists() {
        return Ok(format!("not kept: {shown} is there already"));
    }
    let folder = path.parent().unwrap_or(folder);
    let written = fs::create_dir_all(folder)
        .and_then(|()| File::create_new(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("{shown}: {error}"))?;
    Ok(format!("kept:  {shown}"))
}

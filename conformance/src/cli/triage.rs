//! `calproof triage`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, subjects, target};
use crate::report::Outcome;
use crate::report::text::{LONGEST_SHOWN, shortened};
use crate::spec::FileError;
use crate::triage::{
    self, Artifact, Broke, Bucket, Evidence, Heap, Judged, Kind, Opened, Source, Witness, Worth,
};

#[derive(Args)]
pub(crate) struct TriageArguments {
    /// Event logs of runs and of fuzzing (`*.jsonl`), transcripts (`*.transcript`), artifacts of
    /// fuzz targets (`crash-*` and the like), or folders that hold some.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Whose artifacts they are, where the folder is not called as the fuzz target.
    #[arg(long, value_name = "NAME", value_parser = target::names())]
    target: Option<String>,
    /// Draft a regression from the smallest case of each that is new.
    #[arg(long)]
    keep: bool,
}

/// Where drafts go.
const KEPT: &str = "corpora/regressions";

/// What was found in the paths.
#[derive(Default)]
struct Gathered {
    witnesses: Vec<Witness>,
    /// Artifacts on which the target does not fail any more.
    gone: Vec<Artifact>,
    /// Artifacts on which it fails, and no check says so.
    unseen: Vec<(Artifact, Broke)>,
    /// Whether something could not be read.
    is_broken: bool,
}

/// Sorts what is found in the paths. Fails if something is new or has returned; cannot tell if
/// something could not be read or asked again.
pub(crate) fn run(arguments: &TriageArguments) -> Result<Outcome, Trouble> {
    if arguments.keep && !Path::new(KEPT).is_dir() {
        return Err(format!("--keep writes into `{KEPT}`, which is not here"));
    }
    let target = arguments.target.as_deref().and_then(target::by_name).map(|(name, _)| name);
    let mut gathered = Gathered::default();
    for path in &arguments.paths {
        for source in triage::sources(path, target)? {
            gathered.add(&source)?;
        }
    }
    let mut outcome = Outcome::Conforms;
    if gathered.is_broken {
        outcome = Outcome::CannotTell;
    }
    for bucket in triage::buckets(gathered.witnesses) {
        outcome = outcome.max(sort(&bucket, arguments.keep)?);
    }
    for heap in triage::heaps(gathered.unseen) {
        outcome = outcome.max(tell(&heap, arguments.keep));
    }
    for artifact in &gathered.gone {
        println!("{}: {}: the fuzz target does not fail on it", Worth::Fixed, artifact.target);
        show(artifact);
    }
    Ok(outcome)
}

impl Gathered {
    /// Adds what a file holds. What cannot be read stops only itself.
    fn add(&mut self, source: &Source) -> Result<(), Trouble> {
        let file = crate::escape::line(&source.path.display().to_string());
        let bytes = match fs::read(&source.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.complain(&format!("{file}: {error}"));
                return Ok(());
            }
        };
        if let Kind::Artifact(target) = source.kind {
            return self.add_artifact(Artifact { file, target, bytes });
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.complain(&format!("{file}: is not UTF-8: {error}"));
                return Ok(());
            }
        };
        let read: Result<(Vec<Witness>, Vec<FileError>), FileError> = match source.kind {
            Kind::Transcript => triage::read_transcript(&file, &text),
            _ => Ok(triage::read(&file, &text)),
        };
        let (found, broken) = read.unwrap_or_else(|error| (Vec::new(), vec![error]));
        self.witnesses.extend(found);
        for error in broken {
            self.complain(&error.to_string());
        }
        Ok(())
    }

    fn add_artifact(&mut self, artifact: Artifact) -> Result<(), Trouble> {
        let ran = triage::alone(artifact.target, &artifact.bytes)?;
        match artifact.judge(ran, &opened)? {
            Judged::Passes => self.gone.push(artifact),
            Judged::Fails(witness) => self.witnesses.push(*witness),
            Judged::Unseen(broke) => self.unseen.push((artifact, broke)),
        }
        Ok(())
    }

    fn complain(&mut self, words: &str) {
        terminal::trouble(words);
        self.is_broken = true;
    }
}

fn opened(name: &str) -> Result<Opened, Trouble> {
    let origin = subjects::origin(name, &[])?;
    Ok((origin.open()?, origin.known_failures()?))
}

/// Says what a bucket is worth, and drafts a regression if it is new.
fn sort(bucket: &Bucket, keep: bool) -> Result<Outcome, Trouble> {
    let Bucket { smallest, count } = bucket;
    let Witness { evidence, subject, case, status, .. } = smallest;
    let opened = opened(subject);
    let words = |error: FileError| error.to_string();
    let (worth, why) = match (&opened, evidence) {
        (Ok((subject, known)), _) => triage::weigh(&**subject, known, bucket).map_err(words)?,
        // What the log says is all there is.
        (Err(trouble), _) if smallest.known => (Worth::Known, format!("by the log; {trouble}")),
        // Its answers are all there, and wrong.
        (Err(_), Evidence::Transcript { .. }) => (Worth::New, smallest.why.clone()),
        (Err(trouble), _) => (Worth::Untold, trouble.clone()),
    };
    let fails = matches!(worth, Worth::New | Worth::Returned);
    // A run's cases are chosen, and a fuzzer's made simpler, before they are logged.
    let is_raw = *evidence != Evidence::Log || keep;
    let (simple, why) = match &opened {
        Ok((subject, _)) if fails && is_raw => {
            let simple = triage::simplest(&**subject, smallest).map_err(words)?;
            let why = if worth == Worth::New { simple.why.clone() } else { why };
            (simple, why)
        }
        _ => (smallest.clone(), why),
    };
    let name = crate::escape::line(&format!("{subject} {}", case.calendar));
    println!("{worth}: {name}: {status} × {count} in {}", case.check.id);
    println!(
        "  case:  {}",
        shortened(&crate::escape::lines(&simple.case.input.to_string()), LONGEST_SHOWN)
    );
    println!("  why:   {}", crate::escape::line(&why));
    let version = match (&opened, evidence) {
        (Ok((subject, _)), _) => subject.hello().version.clone(),
        (_, Evidence::Transcript { version, .. }) => version.clone(),
        _ => String::new(),
    };
    if let Evidence::Artifact(place) | Evidence::Transcript { place, .. } = evidence {
        println!("  file:  {place}");
    }
    if (keep, worth) == (true, Worth::New) {
        let (file, text) = triage::draft(&simple, &version);
        println!("  {}", write(&file, &text)?);
    }
    Ok(match worth {
        Worth::New | Worth::Returned => Outcome::Fails,
        Worth::Known | Worth::Fixed => Outcome::Conforms,
        Worth::Untold => Outcome::CannotTell,
    })
}

/// Says of what a target dies, where no check tells.
fn tell(heap: &Heap, keep: bool) -> Outcome {
    let Heap { smallest, broke, count } = heap;
    let run = |artifact: &Artifact| triage::alone(artifact.target, &artifact.bytes).ok();
    let place = crate::escape::line(&broke.place);
    println!("{}: {}: broke × {count}: {place}", Worth::New, smallest.target);
    let words = broke.words.lines().map(crate::escape::line).collect::<Vec<String>>().join("; ");
    println!("  why:   {}", shortened(&words, LONGEST_SHOWN));
    show(&smallest.smaller(broke, &run));
    if keep {
        println!("  not kept: it is no case of a check");
    }
    Outcome::Fails
}

/// Shows what stands in an artifact, and its file.
fn show(artifact: &Artifact) {
    println!("  input: {}", shortened(&crate::escape::lines(&artifact.text()), LONGEST_SHOWN));
    println!("  file:  {}", artifact.file);
}

/// Writes a draft where there is none yet, and only one that can be read back.
fn write(file: &str, text: &str) -> Result<String, Trouble> {
    if let Err(error) = crate::case::regressions::read(file, text) {
        return Ok(format!("not kept: {}", error.problem));
    }
    let path = Path::new(KEPT).join(file);
    let shown = path.display();
    if path.exists() {
        return Ok(format!("not kept: {shown} is there already"));
    }
    let folder = path.parent().unwrap_or(Path::new(KEPT));
    let written = fs::create_dir_all(folder)
        .and_then(|()| File::create_new(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("{shown}: {error}"))?;
    Ok(format!("kept:  {shown}"))
}

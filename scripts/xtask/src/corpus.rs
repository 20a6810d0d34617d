//! Keeps inputs found by fuzzing as readable seeds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::fuzz_targets::readable::{self, Kept};
use crate::process::{self, say, scratch};
use crate::target::{self, Target};
use crate::{Exit, Outcome};

/// How many new edges an input must reach to be kept. Much code is instantiated once for each
/// calendar: with a lower limit, each calendar's copy of it would get seeds of its own.
const LEAST: usize = 32;

/// Keep what fuzzing found as seeds that a person can read.
///
/// Inputs in fuzz/corpus that reach much code which the seeds do not reach become texts in
/// corpora/seeds, to be looked through and committed. It says how many were kept, and why the
/// others were not. What was kept is a seed the next time: a second run adds nothing.
#[derive(Args)]
pub struct CorpusArguments {
    /// The targets; all that have seeds, if none is named.
    #[arg(value_name = "TARGET", value_parser = target::parser(&target::seeded()))]
    targets: Vec<Target>,
}

pub fn run(arguments: &CorpusArguments) -> Outcome {
    for target in target::or(&arguments.targets, target::seeded()) {
        keep(target, scratch()?.path())?;
    }
    Ok(Exit::Passed)
}

/// Writes the seeds of a target, and reports what happened to its inputs.
fn keep(target: Target, scratch: &Path) -> Result<(), String> {
    let inputs = target.corpus();
    let count = count(&inputs);
    if count == 0 {
        say(format_args!(
            "{target}: there are no inputs in fuzz/corpus/{target}; cargo xtask fuzz makes some"
        ));
        return Ok(());
    }
    let [seeds, rewritten, kept] = ["seeds", "rewritten", "kept"].map(|name| scratch.join(name));
    target::make_folder(&rewritten)?;
    target::make_folder(&kept)?;
    target.write_seeds(&seeds)?;
    say(format_args!("{target}: {count} inputs, {} seeds", self::count(&seeds)));
    // Inputs are first rewritten as their readable form, since that is what the target will read.
    tell("readable", &readable::rewrite(target.name(), &inputs, &rewritten)?);
    let (chosen, left) = choose(&merged(target, &seeds, &rewritten, scratch)?)?;
    for file in chosen {
        let name = file.file_name().ok_or("a file without a name was chosen")?;
        fs::copy(&file, kept.join(name)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    say(format_args!("    {left} reach fewer than {LEAST} new edges, or none"));
    let seeds = Path::new("corpora/seeds").join(target.name());
    tell("kept", &readable::keep(target.name(), &kept, &seeds)?);
    Ok(())
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

/// libFuzzer's record of the edges that each seed and each input reaches.
fn merged(target: Target, seeds: &Path, inputs: &Path, scratch: &Path) -> Result<String, String> {
    let control = scratch.join("control");
    let mut command = target.cargo_fuzz("run");
    command.args([seeds, inputs]).arg("--").args(target.limits());
    // Count which edges are reached, not how often.
    command.args(["-set_cover_merge=1", "-use_counters=0"]);
    command.arg(format!("-merge_control_file={}", control.display()));
    process::succeed(command)?;
    fs::read_to_string(&control).map_err(|error| format!("{}: {error}", control.display()))
}

/// Chooses inputs greedily by the number of new edges. Returns them, and how many are left.
///
/// A control file has the number of files, the number of seeds among them, the files, and for each
/// a line `FT NUMBER EDGE…`.
fn choose(control: &str) -> Result<(Vec<PathBuf>, usize), String> {
    let mut lines = control.lines();
    let mut number = || lines.next().and_then(|line| line.parse::<usize>().ok());
    let (count, first) =
        number().zip(number()).ok_or("unknown format of libFuzzer's control file")?;
    let names: Vec<&str> = lines.by_ref().take(count).collect();
    let mut reached: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        if words.next() == Some("FT")
            && let Some(number) = words.next().and_then(|word| word.parse().ok())
        {
            reached.insert(number, words.collect());
        }
    }
    if reached.is_empty() {
        return Err("the fuzz target ran on no input".to_owned());
    }
    let mut left = reached.split_off(&first);
    let mut seen: BTreeSet<&str> = reached.into_values().flatten().collect();
    let mut chosen = Vec::new();
    loop {
        let new =
            |(number, edges): (&usize, &BTreeSet<&str>)| (edges.difference(&seen).count(), *number);
        // Among equals, the first.
        let best = left.iter().map(new).max_by_key(|(count, number)| (*count, usize::MAX - number));
        let Some((_, number)) = best.filter(|(count, _)| *count >= LEAST) else { break };
        seen.extend(left.remove(&number).unwrap_or_default());
        chosen.push(PathBuf::from(names.get(number).ok_or("a control file lacks names")?));
    }
    let rest = count.saturating_sub(first + chosen.len());
    Ok((chosen, rest))
}

/// Reports what was written, and why the rest was not.
fn tell(what: &str, Kept { written, alike, unreadable }: &Kept) {
    let count = written.len();
    say(format_args!("    {what}: {count} written, {alike} duplicates"));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in unreadable {
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons {
        say(format_args!("    {what}: {count} cannot be read: {reason}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A control file of one seed, which reaches the edges 0 to 9, and of inputs. Each reaches a
    /// range of edges, given by the first and the one after the last.
    fn control(inputs: &[(usize, usize)]) -> String {
        let names = (0..=inputs.len()).map(|number| format!("file-{number}\n"));
        let mut text = format!("{}\n1\n", inputs.len() + 1);
        text.extend(names);
        let all = [(0, 10)].iter().chain(inputs);
        text.extend(all.enumerate().map(|(number, (first, end))| {
            let edges: Vec<String> = (*first..*end).map(|edge| edge.to_string()).collect();
            format!("STARTED {number} 9\nFT {number} {}\n", edges.join(" "))
        }));
        text
    }

    #[test]
    fn inputs_with_most_new_edges_come_first_and_those_with_few_are_left_out() {
        let chosen = |inputs: &[(usize, usize)]| {
            let (chosen, left) = choose(&control(inputs)).unwrap();
            let names: Vec<_> = chosen.iter().map(|path| path.display().to_string()).collect();
            (names.join(" "), left)
        };
        assert_eq!(chosen(&[(0, 41), (0, 42)]), ("file-2".to_owned(), 1));
        assert_eq!(chosen(&[(0, 41)]), (String::new(), 1));
        assert_eq!(chosen(&[(0, 50), (0, 50)]), ("file-1".to_owned(), 1));
        let three = [(0, 50), (100, 150), (0, 82)];
        assert_eq!(chosen(&three), ("file-3 file-2".to_owned(), 1));
    }

    #[test]
    fn a_broken_control_file_is_refused() {
        for text in ["", "2\n", "two\n1\na\nb\n", "1\n1\na\n", "1\n0\n"] {
            assert!(choose(text).is_err(), "{text}");
        }
        let nameless = control(&[(0, 50)]).replacen("2\n1\nfile-0\nfile-1\n", "0\n0\n", 1);
        assert_eq!(choose(&nameless).unwrap_err(), "a control file lacks names");
    }
}

//! Limits on what an adapter may use, as set in its project file.

use crate::trial::{Ended, PYTHON, Trial, ours};

const ENDS: &str = "calendar/range/both_ends_round_trip";

/// Runs the hostile adapter in this mode, on the first day of its range, with these limits.
fn under(limits: &str, mode: &str) -> Ended {
    let trial = Trial::run(&[ENDS]).with(&["--adapter", "theirs"]);
    let folder = trial.folder.0.join("adapters/theirs");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::copy(ours("tests/adapters/hostile.py"), folder.join("copy.py")).expect("a copy");
    let words: Vec<&str> =
        [PYTHON.as_str(), "copy.py"].into_iter().chain(mode.split(' ')).collect();
    let file = format!("[subject.theirs]\ncommand = {words:?}\nlimits = {{ {limits} }}\n");
    std::fs::write(folder.join("calproof.toml"), file).expect("a file");
    let adapters = trial.folder.path("adapters");
    trial.environment("CALPROOF_ADAPTERS", &adapters).end()
}

#[track_caller]
fn assert_ended(ended: &Ended, words: &str) {
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(ended.all_counts()["crash"] > 0, "{}", ended.out);
    assert!(ended.out.contains(words), "{}", ended.out);
    assert!(ended.seconds < 20, "{} s", ended.seconds);
}

#[test]
fn an_adapter_over_its_memory_limit_is_killed() {
    let ended = under("memory-mib = 100", "grows-on 726468 200");
    assert_ended(&ended, "MiB of memory, over its limit (`limits.memory-mib`)");
}

#[test]
fn an_adapter_over_its_processor_time_limit_is_killed() {
    let ended = under("processor-seconds = 1", "spins-on 726468 60");
    assert_ended(&ended, "seconds of processor time, over its limit (`limits.processor-seconds`)");
}

#[test]
fn an_adapter_over_its_process_limit_is_killed_with_all_its_processes() {
    let ended = under("processes = 10", "multiplies-on 726468 30");
    // Some of the thirty children may not have started when they are counted.
    assert_ended(&ended, " processes, over its limit (`limits.processes`)");
}

#[test]
fn an_adapter_within_its_limits_is_left_alone() {
    let limits = "memory-mib = 100, processor-seconds = 10, processes = 10";
    for mode in ["grows-on 726468 20", "spins-on 726468 1", "multiplies-on 726468 5"] {
        under(limits, mode).passes();
    }
}

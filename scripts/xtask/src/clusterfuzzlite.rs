//! Checks what `ClusterFuzzLite` and OSS-Fuzz rely on.

use std::env;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::Args;

use crate::process::{self, Ran, capture, command, say, scratch};
use crate::target::{self, BUILD_FLAGS, Target, make_folder};
use crate::{Exit, Outcome, root, text};

/// The libraries in the image in which the targets run.
const RUNNER_HAS: [&str; 10] = [
    "linux-vdso",
    "ld-linux-x86-64",
    "libc",
    "libm",
    "libdl",
    "librt",
    "libpthread",
    "libgcc_s",
    "libstdc++",
    "libresolv",
];

/// Prove what the runner of `ClusterFuzzLite` and OSS-Fuzz relies on.
///
/// Runs .clusterfuzzlite/build.sh without their containers, into an empty folder and with their
/// variables set. Then proves of each target that it has the entry point, links only what the
/// runner has, starts in a bare environment, takes its options and its dictionary, and survives its
/// seeds. Targets are built without a sanitizer, as cargo xtask fuzz does; SANITIZER=address in the
/// environment builds as they do, which takes minutes.
#[derive(Args)]
pub struct ClusterFuzzLiteArguments {
    /// Only print the options of this target, in the form in which their runner reads them.
    #[arg(long, value_name = "TARGET", value_parser = target::parser(&target::seeded()))]
    options: Option<Target>,
}

pub fn run(arguments: &ClusterFuzzLiteArguments) -> Outcome {
    if let Some(target) = arguments.options {
        say(target.options_file().trim_end());
        return Ok(Exit::Passed);
    }
    let began = Instant::now();
    let sanitizer = env::var("SANITIZER").ok().filter(|name| !name.is_empty());
    let sanitizer = sanitizer.unwrap_or_else(|| "none".to_owned());
    let scratch = scratch()?;
    let bundle = Bundle::prepare(scratch.path())?;
    if let Err(answered) = bundle.build(&sanitizer) {
        say(format_args!("{answered}\nclusterfuzzlite: build.sh FAILED"));
        return Ok(Exit::Failed);
    }
    let mut failed = false;
    for target in target::seeded() {
        let untrue = bundle.untrue(target);
        untrue.iter().for_each(say);
        failed |= !untrue.is_empty();
        let reported = if untrue.is_empty() { "as their runner wants it" } else { "FAILED" };
        say(format_args!("{target}: {reported}"));
    }
    let (count, seconds) = (target::seeded().len(), began.elapsed().as_secs());
    say(format_args!(
        "clusterfuzzlite: {count} targets built with sanitizer {sanitizer}, {seconds} s"
    ));
    Ok(Exit::failed_if(failed))
}

/// The folders of their builder: for the sources, for the results, and for intermediate files.
struct Bundle {
    sources: PathBuf,
    out: PathBuf,
    work: PathBuf,
    /// A folder that is not writable.
    empty: PathBuf,
}

/// The output, if a claim is not true.
type Proof = Result<(), String>;

/// A function that proves a claim about a target.
type Prove = fn(&Bundle, Target) -> Proof;

impl Bundle {
    fn prepare(scratch: &Path) -> Result<Bundle, String> {
        let [sources, out, work, empty] =
            ["src", "out", "work", "empty"].map(|name| scratch.join(name));
        for folder in [&sources, &out, &work, &empty] {
            make_folder(folder)?;
        }
        let problem = |error: io::Error| format!("{}: {error}", scratch.display());
        fs::set_permissions(&empty, Permissions::from_mode(0o555)).map_err(problem)?;
        symlink(root(), sources.join("calproof")).map_err(problem)?;
        Ok(Bundle { sources, out, work, empty })
    }

    /// Runs build.sh; the error is the end of its output.
    fn build(&self, sanitizer: &str) -> Proof {
        let mut build = command("bash");
        // Their builder stops at the first command that fails.
        build.arg("-eu").arg(self.sources.join("calproof/.clusterfuzzlite/build.sh"));
        build.env("SRC", &self.sources).env("OUT", &self.out).env("WORK", &self.work);
        build.env("SANITIZER", sanitizer).env("FUZZING_ENGINE", "libfuzzer");
        build.env("ARCHITECTURE", "x86_64");
        // Their toolchain is nightly, which allows sanitizers without this.
        build.env("RUSTC_BOOTSTRAP", "1");
        let plain = sanitizer == "none";
        let folder = if plain { "fuzz/target" } else { "target/clusterfuzzlite" };
        build.env("CARGO_TARGET_DIR", root().join(folder));
        if plain {
            build.env("FUZZ_BUILD_FLAGS", BUILD_FLAGS.join(" "));
        }
        let Ran { code, answered } = capture(build, false)?;
        if code == 0 { Ok(()) } else { Err(text::tail(&answered, 30)) }
    }

    /// The claims that are not true of the target, with the output of each.
    fn untrue(&self, target: Target) -> Vec<String> {
        let program = self.out.join(target.name());
        let claims: [(&str, Prove); 5] = [
            ("it has the entry point", Bundle::has_entry_point),
            ("it links only what the runner has", Bundle::links_what_is_there),
            ("it starts in a bare environment", Bundle::starts_bare),
            ("it takes its options and its dictionary", Bundle::takes_options),
            ("it survives its seeds", Bundle::survives_its_seeds),
        ];
        if !program.metadata().is_ok_and(|file| file.permissions().mode() & 0o111 != 0) {
            return vec!["  FALSE: it is a program".to_owned()];
        }
        let untrue = claims.into_iter().filter_map(|(claim, prove)| {
            let answered = prove(self, target).err()?;
            Some(format!("  FALSE: {claim}\n{}", text::tail(&answered, 5)))
        });
        untrue.collect()
    }

    fn has_entry_point(&self, target: Target) -> Proof {
        let mut symbols = command("nm");
        symbols.arg("--defined-only").arg(self.out.join(target.name()));
        let Ran { code, answered } = capture(symbols, false)?;
        let is_there = answered.lines().any(|line| line.ends_with(" LLVMFuzzerTestOneInput"));
        if code == 0 && is_there { Ok(()) } else { Err(answered) }
    }

    fn links_what_is_there(&self, target: Target) -> Proof {
        let mut libraries = command("ldd");
        // Libraries in the build's own folders would not be found by the runner.
        libraries.arg(self.out.join(target.name())).env_remove("LD_LIBRARY_PATH");
        let answered = process::output(libraries)?;
        let strange = strange_libraries(&answered);
        if strange.is_empty() { Ok(()) } else { Err(strange.join("\n")) }
    }

    fn starts_bare(&self, target: Target) -> Proof {
        let mut bare = self.bare(target);
        bare.arg("-runs=0");
        proved(capture(bare, false)?, |_| true)
    }

    fn takes_options(&self, target: Target) -> Proof {
        let file = self.out.join(format!("{target}.options"));
        let text = fs::read_to_string(&file).unwrap_or_default();
        let options = read_options(&text, &self.out);
        let options = options.map_err(|why| format!("{}: {why}", file.display()))?;
        let mut bare = self.bare(target);
        bare.args(options).args(["-seed=1", "-runs=1000"]);
        proved(capture(bare, false)?, |answered| {
            text::number_after(answered, "Dictionary: ").is_some_and(|entries: u64| entries > 0)
                && text::number_after(answered, "Done ").is_some_and(|runs: u64| runs > 0)
        })
    }

    fn survives_its_seeds(&self, target: Target) -> Proof {
        let seeds = self.work.join("unpacked").join(target.name());
        make_folder(&seeds)?;
        let mut unpack = command("python3");
        unpack.args(["-m", "zipfile", "-e"]);
        unpack.arg(self.out.join(format!("{target}_seed_corpus.zip"))).arg(&seeds);
        process::succeed(unpack)?;
        let count = fs::read_dir(&seeds).map_or(0, Iterator::count);
        let mut bare = self.bare(target);
        bare.arg("-runs=0").arg(seeds);
        let reported = format!("INFO: seed corpus: files: {count} ");
        proved(capture(bare, false)?, |answered| count > 0 && answered.contains(&reported))
    }

    /// The target in an almost empty environment, in a folder that is not writable.
    fn bare(&self, target: Target) -> Command {
        let mut command = command(self.out.join(target.name()));
        command.current_dir(&self.empty).env_clear().env("PATH", "/usr/bin:/bin");
        command
    }
}

/// Whether a program succeeded and printed what is expected.
fn proved(Ran { code, answered }: Ran, is_expected: impl Fn(&str) -> bool) -> Proof {
    if code == 0 && is_expected(&answered) { Ok(()) } else { Err(answered) }
}

/// The libraries in the output of ldd that are not in the image.
fn strange_libraries(answered: &str) -> Vec<&str> {
    let libraries = answered.lines().filter_map(|line| {
        let path = line.split_whitespace().next()?;
        Some(path.rsplit_once('/').map_or(path, |(_, name)| name))
    });
    let is_known = |library: &&str| {
        RUNNER_HAS
            .iter()
            .any(|known| library.strip_prefix(known).is_some_and(|rest| rest.starts_with(".so")))
    };
    libraries.filter(|library| !is_known(library)).collect()
}

/// The options of libFuzzer in one of their option files. Their runner passes on each line of the
/// section.
fn read_options(text: &str, out: &Path) -> Result<Vec<String>, String> {
    let mut lines = text.lines();
    if lines.next() != Some("[libfuzzer]") {
        return Err("it does not begin with [libfuzzer]".to_owned());
    }
    let option = |line: &str| match line.split_once(" = ") {
        Some(("dict", file)) => Ok(format!("-dict={}", out.join(file).display())),
        Some((key @ ("max_len" | "timeout"), value)) => Ok(format!("-{key}={value}")),
        _ => Err(format!("`{line}` is not a known option")),
    };
    lines.map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_that_the_image_lacks_are_found() {
        let answered = "\tlinux-vdso.so.1 (0x0000)\n\tlibstdc++.so.6 => /lib/libstdc++.so.6 (0x0)\n\
                    \tlibcurl.so.4 => not found\n\tlibcrypto.so.3 => /lib/libcrypto.so.3 (0x0)\n\
                    \t/lib64/ld-linux-x86-64.so.2 (0x0)\n";
        assert_eq!(strange_libraries(answered), ["libcurl.so.4", "libcrypto.so.3"]);
    }

    #[test]
    fn the_options_that_are_written_are_read() {
        let written = target::by_name("wire").unwrap().options_file();
        let options = read_options(&written, Path::new("/out")).unwrap();
        assert_eq!(options, ["-max_len=4096", "-timeout=5", "-dict=/out/wire.dict"]);
        for text in ["", "[asan]\n", "[libfuzzer]\nruns = 5\n", "[libfuzzer]\nmax_len\n"] {
            assert!(read_options(text, Path::new("/out")).is_err(), "{text}");
        }
    }
}

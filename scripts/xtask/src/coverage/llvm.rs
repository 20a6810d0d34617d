//! LLVM's coverage tools, which report the lines that were reached.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::report::{Lines, PARTS, Reached};
use crate::{process, root, target, text};

/// The tools in rustc's own version of LLVM: others cannot read its output.
pub struct Tools {
    folder: PathBuf,
    /// The folder for intermediate files.
    out: PathBuf,
}

/// The JSON output of llvm-cov: the line counts of each file.
#[derive(Deserialize)]
struct Export {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    filename: PathBuf,
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    lines: Counts,
}

#[derive(Deserialize)]
struct Counts {
    count: u32,
    covered: u32,
}

impl Tools {
    /// Finds the tools of the toolchain, or those that Debian packages.
    pub fn find(out: &Path) -> Result<Tools, String> {
        let version: u32 = text::number_after(&target::rustc_version()?, "LLVM version: ")
            .ok_or("rustc names no version of LLVM")?;
        let mut rustc = process::command("rustc");
        rustc.args(["--print", "sysroot"]);
        let sysroot = process::output(rustc)?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib").join(target::host()?);
        let places = [library.join("bin"), format!("/usr/lib/llvm-{version}/bin").into()];
        let found = places.into_iter().find(|place| place.join("llvm-cov").is_file());
        let folder = found.ok_or_else(|| {
            format!("llvm-cov of LLVM {version} is missing; run scripts/setup coverage")
        })?;
        Ok(Tools { folder, out: out.to_owned() })
    }

    /// How many lines of each part the programs reached, by the profiles that they wrote.
    pub fn lines(&self, profiles: &[PathBuf], programs: &[PathBuf]) -> Result<Reached, String> {
        let merged = self.out.join("merged.profdata");
        let mut merge = process::command(self.folder.join("llvm-profdata"));
        merge.args(["merge", "--sparse", "-o"]).arg(&merged).args(profiles);
        process::succeed(merge)?;
        let (first, others) = programs.split_first().ok_or("there is no program to ask of")?;
        let mut export = process::command(self.folder.join("llvm-cov"));
        export.args(["export", "--summary-only"]);
        export.arg(format!("--instr-profile={}", merged.display())).arg(first);
        for other in others {
            export.arg("--object").arg(other);
        }
        let export: Export = serde_json::from_str(&process::output(export)?)
            .map_err(|error| format!("llvm-cov writes what cannot be read: {error}"))?;
        let files: Vec<File> = export.data.into_iter().flat_map(|data| data.files).collect();
        let part =
            |(name, folder, _): &(&str, &str, u32)| ((*name).to_owned(), lines_of(&files, folder));
        Ok(PARTS.iter().map(part).collect())
    }
}

/// The number of lines in the files of a folder, except for tests, and how many were reached.
fn lines_of(files: &[File], folder: &str) -> Lines {
    let mut lines = Lines::default();
    for File { filename, summary } in files {
        let Ok(inside) = filename.strip_prefix(root()) else { continue };
        let is_test = inside.iter().any(|part| part == "tests" || part == "tests.rs");
        if inside.starts_with(folder) && !is_test {
            lines.count += summary.lines.count;
            lines.reached += summary.lines.covered;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_tests_and_files_outside_the_folder_do_not_count() {
        let file = |name: &str| File {
            filename: root().join(name),
            summary: Summary { lines: Counts { count: 10, covered: 4 } },
        };
        let files = [
            file("registry/src/day.rs"),
            file("registry/src/calendars/julian.rs"),
            file("registry/src/day/tests.rs"),
            file("registry/src/tests/day.rs"),
            file("registry/srcs/day.rs"),
            file("conformance/suite/src/lib.rs"),
            file("/usr/registry/src/day.rs"),
        ];
        assert_eq!(lines_of(&files, "registry/src/"), Lines { count: 20, reached: 8 });
    }
}

//! The programs of the fuzz targets, and the list of them in cargo's manifest.

use std::fmt::Write;

use super::{TARGETS, Target};

/// The lines before and after the list in `fuzz/Cargo.toml`.
const BEGIN: &str = "# Made by `cargo xtask generate`: the fuzz targets.\n";
const END: &str = "# The end of what is made.\n";

/// The target's program: its path relative to the folder of fuzz targets, and its text.
pub fn program(target: &Target) -> (String, String) {
    let Target { name, about, .. } = target;
    let mut text = format!(
        "//! {about} Made by `cargo xtask generate`.\n\
         #![no_main]\n\
         \n\
         use calproof_fuzz_support::targets::{name}::TARGET;\n\
         \n\
         libfuzzer_sys::fuzz_target!(init: TARGET.prepare(), |bytes: &[u8]| (TARGET.run)(bytes));\n"
    );
    if target.mutator.is_some() {
        text += "\n\
            libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {\n    \
                TARGET.mutate(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)\n\
            });\n";
    }
    (format!("targets/{name}.rs"), text)
}

/// The manifest of the fuzz targets, with its list replaced by the current one.
///
/// # Errors
///
/// The lines before and after the list are missing.
pub fn manifest(text: &str) -> Result<String, String> {
    let parts = text.split_once(BEGIN).and_then(|(head, rest)| {
        let (_, tail) = rest.split_once(END)?;
        Some((head, tail))
    });
    let (head, tail) = parts.ok_or_else(|| {
        format!("the list of targets stands between two lines, which are missing:\n{BEGIN}{END}")
    })?;
    let mut text = format!("{head}{BEGIN}");
    for target in TARGETS {
        let (path, _) = program(target);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "[[bin]]\nname = \"{}\"\npath = \"{path}\"\ntest = false\ndoc = false\nbench = false\n",
            target.name
        );
    }
    Ok(text + END + tail)
}

//! How much memory a process has used.

use std::fs;
use std::path::Path;

/// The peak memory of a process in MiB; 0 if the operating system does not report it.
pub(crate) fn peak_memory(id: u32) -> u64 {
    let status = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("status"));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

//! Limits on the processes of an adapter. The operating system's own limits count by process or by
//! user and stop runtimes that only reserve memory, so the process table is polled instead.

use std::time::Duration;

use crate::project::Limits;

/// How often usage is compared with the limits while waiting for an answer.
pub(super) const INTERVAL: Duration = Duration::from_millis(200);

impl Limits {
    /// What is over its limit, in words.
    pub(super) fn exceeded_by(&self, usage: Usage) -> Option<String> {
        let memory = usage.memory >> 20;
        let (key, used) = if self.memory.is_some_and(|most| memory > most) {
            ("memory-mib", format!("{memory} MiB of memory"))
        } else if self.processor.is_some_and(|most| usage.processor > most) {
            let seconds = usage.processor.as_secs();
            ("processor-seconds", format!("{seconds} seconds of processor time"))
        } else if usage.processes > self.processes {
            ("processes", format!("{} processes", usage.processes))
        } else {
            return None;
        };
        Some(format!("it was stopped because it used {used}, over its limit (`limits.{key}`)"))
    }
}

/// What is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// Resident memory in bytes.
    pub(super) memory: u64,
    /// Processor time, including that of descendants which were waited for.
    pub(super) processor: Duration,
    /// The number of processes.
    pub(super) processes: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_applies_by_itself() {
        let limits =
            Limits { memory: Some(100), processor: Some(Duration::from_secs(5)), processes: 3 };
        let at = Usage { memory: 101 << 20, processor: Duration::from_secs(5), processes: 3 };
        let exceeded = |usage| limits.exceeded_by(usage).unwrap_or_default();
        assert!(exceeded(at).contains("101 MiB of memory, over its limit (`limits.memory-mib`)"));
        let at = Usage { memory: (101 << 20) - 1, ..at };
        assert_eq!(exceeded(at), "");
        let longer = Usage { processor: Duration::from_secs(6), ..at };
        assert!(exceeded(longer).contains("6 seconds of processor time, over"));
        assert!(exceeded(Usage { processes: 4, ..at }).contains("4 processes, over"));
        let much = Usage { memory: 1 << 50, processor: Duration::MAX, processes: 1000 };
        assert_eq!(Limits::DEFAULT.exceeded_by(much), None);
    }
}

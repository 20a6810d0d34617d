//! A scheduler for shuttle that takes the order of threads from bytes.

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};

#[macro_use]
#[path = "../../../registry/tests/scenarios/mod.rs"]
mod scenarios;

macro_rules! list {
    ($($scenario:ident,)+) => {
        const SCENARIOS: &[fn(usize)] = &[$(scenarios::$scenario),+];
    };
}

each_scenario!(list);

/// The maximum number of threads in a scenario.
const MOST_THREADS: usize = 8;

/// No scenario takes a hundredth of this many steps: one that reaches it loops forever.
const MOST_STEPS: usize = 100_000;

/// The size of a thread's stack, in bytes. Shuttle's default is an eighth of that, too little for
/// the frames of coverage-instrumented builds.
const STACK: usize = 256 << 10;

/// The first byte selects one of the scenarios of `registry/tests/scenarios`, the second the number
/// of threads, and each further byte which of the runnable threads runs next.
///
/// # Panics
///
/// A guarantee does not hold in this order.
pub fn population(bytes: &[u8]) {
    let [scenario, threads, turns @ ..] = bytes else { return };
    let scenario = SCENARIOS[usize::from(*scenario) % SCENARIOS.len()];
    let threads = 2 + usize::from(*threads) % (MOST_THREADS - 1);
    let mut config = Config::default();
    config.failure_persistence = FailurePersistence::None; // The input reproduces the order.
    config.stack_size = STACK;
    config.max_steps = MaxSteps::FailAfter(MOST_STEPS);
    let order = Order { turns: turns.to_vec(), taken: 0, is_new: true };
    Runner::new(order, config).run(move || scenario(threads));
}

/// One order of threads: chosen by bytes, and round-robin when they are used up.
struct Order {
    turns: Vec<u8>,
    taken: usize,
    is_new: bool,
}

impl Scheduler for Order {
    fn new_execution(&mut self) -> Option<Schedule> {
        std::mem::take(&mut self.is_new).then(|| Schedule::new(0))
    }

    fn next_task(
        &mut self,
        runnable_tasks: &[&Task],
        current_task: Option<TaskId>,
        _is_yielding: bool,
    ) -> Option<TaskId> {
        let place = if let Some(byte) = self.turns.get(self.taken) {
            usize::from(*byte) % runnable_tasks.len()
        } else {
            // A thread that waits for another in a loop must not get every turn.
            let is_later = |task: &&Task| current_task.is_none_or(|now| now < task.id());
            runnable_tasks.iter().position(is_later).unwrap_or(0)
        };
        self.taken += 1;
        Some(runnable_tasks[place].id())
    }

    fn next_u64(&mut self) -> u64 {
        let bytes = self.turns.get(self.taken..).and_then(|left| left.first_chunk());
        self.taken += size_of::<u64>();
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}

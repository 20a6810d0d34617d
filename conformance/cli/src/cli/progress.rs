//! How far a run is: a bar at a terminal, and else a line every ten seconds.
#![expect(clippy::cast_precision_loss, reason = "nobody reads more than two digits")]

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use calproof::level::Level;
use calproof::run::{Part, Progress};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::terminal;

/// After how long the first line comes, and the others.
const LINES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(10)];

/// How often a bar is drawn again.
const REDRAWN: Duration = Duration::from_millis(200);

/// What is known of a run that is under way.
struct State {
    subject: String,
    /// Subjects that are done, and how many there are.
    subjects: (usize, usize),
    part: Option<(String, Level, (usize, usize))>,
    /// Verdicts of this part, and how many there will be.
    verdicts: (u64, u64),
    /// Verdicts of this subject.
    judged: u64,
    failures: u64,
    begin: Instant,
}

/// Shows how far a run is, until it is dropped.
pub(crate) struct Meter {
    state: Arc<Mutex<State>>,
    bar: Option<ProgressBar>,
    stop: Option<mpsc::Sender<()>>,
    lines: Option<JoinHandle<()>>,
}

impl Meter {
    /// Of a run of so many subjects.
    pub(crate) fn start(subjects: usize) -> Meter {
        let state = State {
            subject: String::new(),
            subjects: (0, subjects),
            part: None,
            verdicts: (0, 0),
            judged: 0,
            failures: 0,
            begin: Instant::now(),
        };
        let state = Arc::new(Mutex::new(state));
        if stderr().is_terminal() {
            let bar = ProgressBar::new(1000);
            if let Ok(style) = ProgressStyle::with_template("{wide_msg} {bar:20} {percent:>3}%") {
                bar.set_style(style);
            }
            let (stop, ended) = mpsc::channel();
            let lines = thread_of(&state, ended, [REDRAWN; 2], {
                let bar = bar.clone();
                move |state| {
                    bar.set_position((state.share() * 1000.0) as u64);
                    bar.set_message(state.words());
                }
            });
            return Meter { state, bar: Some(bar), stop: Some(stop), lines };
        }
        let (stop, ended) = mpsc::channel();
        let lines = thread_of(&state, ended, LINES, |state| terminal::progress(&state.words()));
        Meter { state, bar: None, stop: Some(stop), lines }
    }

    /// The next subject is begun.
    pub(crate) fn subject(&self, name: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let done = state.subjects.0 + usize::from(!state.subject.is_empty());
        *state = State {
            subject: calproof::escape::line(name),
            subjects: (done, state.subjects.1),
            part: None,
            verdicts: (0, 0),
            judged: 0,
            failures: 0,
            begin: Instant::now(),
        };
    }
}

/// A thread that shows the state again and again; none, where no thread can be had.
fn thread_of(
    state: &Arc<Mutex<State>>,
    ended: mpsc::Receiver<()>,
    [first, others]: [Duration; 2],
    show: impl Fn(&State) + Send + 'static,
) -> Option<JoinHandle<()>> {
    let state = Arc::clone(state);
    let lines = move || {
        let mut wait = first;
        while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            show(&state.lock().unwrap_or_else(PoisonError::into_inner));
            wait = others;
        }
    };
    thread::Builder::new().spawn(lines).ok()
}

impl Progress for Meter {
    fn part(&self, part: Part<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Part { name, level, place, verdicts, .. } = part;
        state.part = Some((calproof::escape::line(name), level, place));
        state.verdicts = (0, verdicts);
    }

    fn advance(&self, verdicts: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.verdicts.0 += verdicts;
        state.judged += verdicts;
    }

    fn failed(&self, failures: u64) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).failures += failures;
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(lines) = self.lines.take() {
            let _ = lines.join();
        }
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl State {
    /// What share of the run is done.
    fn share(&self) -> f64 {
        let within = |(done, of): (u64, u64)| done.min(of) as f64 / of.max(1) as f64;
        let part = self.part.as_ref().map_or(0.0, |(_, _, (place, count))| {
            (*place as f64 + within(self.verdicts)) / *count as f64
        });
        (self.subjects.0 as f64 + part) / self.subjects.1.max(1) as f64
    }

    fn words(&self) -> String {
        let Some((name, level, (place, count))) = &self.part else {
            return format!("{}: being asked its regressions", self.subject);
        };
        let seconds = self.begin.elapsed().as_secs_f64();
        let rate =
            calproof::report::text::grouped((self.judged as f64 / seconds.max(0.001)) as u64);
        let level =
            if level.is_exhaustive() { String::new() } else { format!(" at level {level}") };
        let failures = match self.failures {
            0 => "no failure so far".to_owned(),
            1 => "1 failure so far".to_owned(),
            more => format!("{more} failures so far"),
        };
        let left = count - place - 1;
        let left = if left == 0 { "the last one".to_owned() } else { format!("{left} left") };
        let subject = &self.subject;
        let percent = self.share() * 100.0;
        format!(
            "{percent:.0} % done; {subject} {name}{level}, {left}; {rate} verdicts a second; {failures}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_where_a_run_is() {
        let meter = Meter::start(2);
        meter.subject("one");
        meter.subject("two");
        meter.part(Part::new("persian", Level::COARSEST, (1, 4), 10));
        meter.advance(5);
        meter.failed(1);
        let state = meter.state.lock().unwrap();
        assert!((state.share() - 0.6875).abs() < 1e-9, "{}", state.share());
        let words = state.words();
        for part in ["69 % done", "two persian at level 0, 2 left", "; 1 failure so far"] {
            assert!(words.contains(part), "{words}");
        }
    }
}

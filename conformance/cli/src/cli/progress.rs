//! Progress of a run: a bar on a terminal, otherwise a line every ten seconds.
#![expect(clippy::cast_precision_loss, reason = "progress is shown in whole percent")]

use std::collections::BTreeMap;
use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use calproof::level::Level;
use calproof::run::{Part, Progress};
use calproof::subject::lock;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::terminal;

/// When the first line appears, and the interval of the others.
const LINES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(10)];

/// How often the bar is redrawn.
const REDRAWN: Duration = Duration::from_millis(200);

/// The length of the bar in steps.
const STEPS: u64 = 1000;

/// The state of a run in progress.
struct State {
    subject: String,
    /// How many subjects are done, and how many there are.
    subjects: (usize, usize),
    /// The calendar's id and level, its index and the number of calendars, and whether this is only
    /// a first look at it.
    part: Option<(String, Level, (usize, usize), bool)>,
    /// Verdicts of this calendar so far, and the expected number.
    verdicts: (u64, u64),
    /// Verdicts of this subject so far.
    judged: u64,
    /// Failing checks of this subject, by the calendar's index. A calendar that is asked again
    /// starts anew.
    failures: BTreeMap<usize, u64>,
    begin: Instant,
}

/// Shows progress until it is dropped.
pub(crate) struct Meter {
    state: Arc<Mutex<State>>,
    bar: Option<ProgressBar>,
    stop: Option<mpsc::Sender<()>>,
    lines: Option<JoinHandle<()>>,
}

impl Meter {
    /// Starts it for a run of this many subjects; a quiet one shows nothing.
    pub(crate) fn start(subjects: usize, is_quiet: bool) -> Meter {
        let state = Arc::new(Mutex::new(State::of("", (0, subjects))));
        if is_quiet {
            return Meter { state, bar: None, stop: None, lines: None };
        }
        let bar = stderr().is_terminal().then(|| ProgressBar::new(STEPS));
        let (stop, ended) = mpsc::channel();
        let lines = if let Some(bar) = bar.clone() {
            if let Ok(style) = ProgressStyle::with_template("{wide_msg} {bar:20} {percent:>3}%") {
                bar.set_style(style);
            }
            thread_of(&state, ended, [REDRAWN; 2], move |state| {
                bar.set_position((state.share() * STEPS as f64) as u64);
                bar.set_message(state.words());
            })
        } else {
            thread_of(&state, ended, LINES, |state| terminal::progress(&state.words()))
        };
        Meter { state, bar, stop: Some(stop), lines }
    }

    /// The next subject begins.
    pub(crate) fn subject(&self, name: &str) {
        let mut state = lock(&self.state);
        let (done, count) = state.subjects;
        let done = done + usize::from(!state.subject.is_empty());
        *state = State::of(name, (done, count));
    }
}

/// A thread that shows the state repeatedly; `None` if no thread can be started.
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
            show(&lock(&state));
            wait = others;
        }
    };
    thread::Builder::new().spawn(lines).ok()
}

impl Progress for Meter {
    fn part(&self, part: Part<'_>) {
        let mut state = lock(&self.state);
        let Part { name, level, place, is_look, verdicts, .. } = part;
        state.part = Some((calproof::escape::line(name), level, place, is_look));
        state.verdicts = (0, verdicts);
        state.failures.remove(&place.0);
    }

    fn advance(&self, verdicts: u64) {
        let mut state = lock(&self.state);
        state.verdicts.0 += verdicts;
        state.judged += verdicts;
    }

    fn failed(&self, failures: u64) {
        let mut state = lock(&self.state);
        if let Some((_, _, (index, _), _)) = state.part {
            *state.failures.entry(index).or_default() += failures;
        }
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
    /// The initial state for the subject with this name.
    fn of(name: &str, subjects: (usize, usize)) -> State {
        State {
            subject: calproof::escape::line(name),
            subjects,
            part: None,
            verdicts: (0, 0),
            judged: 0,
            failures: BTreeMap::new(),
            begin: Instant::now(),
        }
    }

    /// The finished share of the run, from 0 to 1. First looks do not count.
    fn share(&self) -> f64 {
        let (judged, expected) = self.verdicts;
        let within = judged.min(expected) as f64 / expected.max(1) as f64;
        let part = match self.part {
            Some((_, _, (index, count), false)) => (index as f64 + within) / count as f64,
            _ => 0.0,
        };
        (self.subjects.0 as f64 + part) / self.subjects.1.max(1) as f64
    }

    fn words(&self) -> String {
        let subject = &self.subject;
        let Some((name, level, (index, count), is_look)) = &self.part else {
            return format!("{subject}: regressions");
        };
        let at = match level {
            _ if *is_look => "first look at ".to_owned(),
            level if level.is_exhaustive() => String::new(),
            level => format!("level {level} of "),
        };
        let seconds = self.begin.elapsed().as_secs_f64();
        let rate =
            calproof::report::text::grouped((self.judged as f64 / seconds.max(0.001)) as u64);
        let failures: u64 = self.failures.values().sum();
        let percent = self.share() * 100.0;
        let left = count - index - 1;
        format!(
            "{percent:.0} % done; {subject}: {at}{name}, calendars left: {left}; {rate} verdicts \
             per second; failures so far: {failures}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_where_a_run_is() {
        let meter = Meter::start(2, false);
        meter.subject("one");
        meter.subject("two");
        meter.part(Part::new("persian", Level::COARSEST, (1, 4), 10).as_look());
        meter.failed(3);
        assert!((meter.state.lock().unwrap().share() - 0.5).abs() < 1e-9);
        assert!(meter.state.lock().unwrap().words().contains("two: first look at persian"));
        let level = Level::new(2).unwrap();
        meter.part(Part::new("persian", level, (1, 4), 10));
        meter.advance(5);
        meter.failed(1);
        let state = meter.state.lock().unwrap();
        assert!((state.share() - 0.6875).abs() < 1e-9, "{}", state.share());
        let words = state.words();
        for part in
            ["69 % done", "two: level 2 of persian, calendars left: 2", "failures so far: 1"]
        {
            assert!(words.contains(part), "{words}");
        }
    }
}

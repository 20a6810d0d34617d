//! A subject that repeats its recorded answers, and otherwise answers as the reference does.

use std::collections::HashMap;

use calproof::check::Case;
use calproof::claim::Hello;
use calproof::claim::REFERENCE;
use calproof::program::{History, Program};
use calproof::query::{Ability, Observation, Query};
use calproof::spec::FileError;
use calproof::subject::{InProcess, Subject};
use calproof::wire::{self, Answers, HelloLine, Question, Ran, RunMessage};
use calproof_registry::calendars;

use crate::child::{LATE, garbled_words};

/// The message for an answer that is not available.
const NOT_THERE: &str = "neither the transcript nor the reference has it";

/// The recorded answers, by question.
pub struct Recorded {
    hello: Hello,
    /// The questions about calendars, in the order in which they were asked.
    pub queries: Vec<(String, Query)>,
    /// The programs that were run.
    pub programs: Vec<Program>,
    observed: HashMap<(String, Query), Observation>,
    /// The line numbers of the answers, by calendar and query as text.
    lines: HashMap<(String, String), usize>,
    ran: HashMap<String, Result<String, Observation>>,
}

/// A question or program that has no answer yet.
enum Open {
    Question(Question),
    Program(RunMessage),
}

impl Open {
    fn id(&self) -> &str {
        match self {
            Open::Question(question) => &question.id,
            Open::Program(run) => &run.id,
        }
    }
}

impl Recorded {
    /// Reads a transcript; a line that cannot be read affects only itself.
    ///
    /// # Errors
    ///
    /// If there is no readable hello line.
    pub fn read(file: &str, text: &str) -> Result<(Recorded, Vec<FileError>), FileError> {
        let problem = |problem: String| FileError::new(file, problem);
        let lines = || (1..).zip(text.lines());
        let hello = lines().find_map(|(number, line)| Some((number, line.strip_prefix("< ")?)));
        let (number, hello) = hello.ok_or_else(|| {
            problem("has no line `< {\"hello\":…}`, with which a transcript begins".to_owned())
        })?;
        let hello: Result<HelloLine, _> = wire::read(hello.as_bytes());
        let hello = hello.map_err(|error| error.to_string());
        let hello = hello.and_then(|line| line.hello.read());
        let mut hello =
            hello.map_err(|why| problem(format!("line {number}: not a hello line: {why}")))?;
        if let Some(name) = lines().find_map(|(_, line)| line.strip_prefix("# subject: ")) {
            hello.name = calproof::escape::line(name.trim());
        }
        let mut recorded = Recorded {
            hello,
            queries: Vec::new(),
            programs: Vec::new(),
            observed: HashMap::new(),
            lines: HashMap::new(),
            ran: HashMap::new(),
        };
        let (mut open, mut unreadable) = (Vec::new(), Vec::new());
        for (number, line) in lines() {
            if let Err(why) = recorded.take(number, line, &mut open) {
                unreadable.push(problem(format!("line {number}: {why}")));
            }
        }
        Ok((recorded, unreadable))
    }

    /// The line number of the answer to this question, asked for this case.
    pub fn line(&self, case: &Case, query: &str) -> Option<usize> {
        self.lines.get(&(case.calendar.clone(), query.to_owned())).copied()
    }

    /// The same subject without any recorded answer.
    pub fn silent(&self) -> Recorded {
        Recorded {
            hello: self.hello.clone(),
            queries: Vec::new(),
            programs: Vec::new(),
            observed: HashMap::new(),
            lines: HashMap::new(),
            ran: HashMap::new(),
        }
    }

    /// The answer of the reference for the declared rule. For native dates there is none, since
    /// every library has its own.
    fn by_reference(&self, calendar: &str, query: Query) -> Observation {
        let claim = self.hello.calendars.iter().find(|claim| claim.id == calendar);
        let reference = claim.and_then(|claim| calendars::by_id(&claim.rule));
        match reference {
            Some(reference) if query.ability() != Ability::DayNative => {
                let subject = InProcess::new(REFERENCE, "", vec![reference]);
                subject.answer(reference.id(), query)
            }
            _ => Observation::Lost(NOT_THERE.into()),
        }
    }

    fn take(&mut self, number: usize, line: &str, open: &mut Vec<Open>) -> Result<(), String> {
        match line.split_at_checked(2) {
            Some(("> ", asked)) => open.push(self.asked(asked)?),
            Some(("< ", observed)) => self.answered(number, observed, open),
            Some(("! ", LATE)) => self.ended(number, &Observation::TimedOut, open),
            Some(("! ", how)) => self.ended(number, &Observation::Crashed(how.into()), open),
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            _ => return Err("it must begin with one of `> `, `< `, `! ` and `#`".to_owned()),
        }
        Ok(())
    }

    fn asked(&mut self, line: &str) -> Result<Open, String> {
        if let Ok(mut run) = wire::read::<RunMessage>(line.as_bytes()) {
            run.run = run.run.checked()?;
            if !self.programs.contains(&run.run) {
                self.programs.push(run.run.clone());
            }
            return Ok(Open::Program(run));
        }
        let question: Question =
            wire::read(line.as_bytes()).map_err(|error| format!("no question: {error}"))?;
        for query in question.queries(&question.of)? {
            let asked = (question.calendar.clone(), query);
            if !self.observed.contains_key(&asked) {
                self.queries.push(asked);
            }
        }
        Ok(Open::Question(question))
    }

    /// Handles a line of the adapter: the answer to the question with its id; otherwise it is
    /// garbage, recorded in place of the answer to the latest open question.
    fn answered(&mut self, number: usize, line: &str, open: &mut Vec<Open>) {
        if open.is_empty() {
            // The hello line of a process.
            return;
        }
        let garbled = |why: &str| Observation::Garbled(garbled_words(why, line.as_bytes()));
        if let Ok(answers) = Answers::read(line.as_bytes()) {
            let is_asked = |open: &Open| open.id() == answers.id;
            return match open.iter().position(is_asked).map(|place| open.remove(place)) {
                Some(Open::Question(question)) if question.of.len() == answers.got.len() => {
                    let queries = question.queries(&question.of).unwrap_or_default();
                    for (query, item) in queries.into_iter().zip(answers.got) {
                        self.say(number, &question.calendar, query, item.observation(query));
                    }
                }
                Some(other) => {
                    open.push(other);
                    self.ended(number, &garbled("another number of results"), open);
                }
                None => self.ended(number, &garbled("an id that no question has"), open),
            };
        }
        if let Ok(ran) = wire::read::<Ran>(line.as_bytes()) {
            let is_run = |open: &Open| matches!(open, Open::Program(run) if run.id == ran.id);
            if let Some(place) = open.iter().position(is_run) {
                if let Open::Program(run) = open.remove(place) {
                    self.ran.insert(run.run.to_string(), Ok(line.to_owned()));
                }
                return;
            }
        }
        if wire::read::<HelloLine>(line.as_bytes()).is_err() {
            self.ended(number, &garbled("no answer"), open);
        }
    }

    /// Marks the latest open question as unanswered. In a batch, the item at fault is unknown.
    fn ended(&mut self, number: usize, observation: &Observation, open: &mut Vec<Open>) {
        match open.pop() {
            Some(Open::Question(question)) => {
                let queries = question.queries(&question.of).unwrap_or_default();
                if let [query] = queries[..] {
                    self.say(number, &question.calendar, query, observation.clone());
                }
            }
            Some(Open::Program(run)) => {
                _ = self.ran.insert(run.run.to_string(), Err(observation.clone()));
            }
            None => {}
        }
    }

    fn say(&mut self, number: usize, calendar: &str, query: Query, observed: Observation) {
        self.lines.insert((calendar.to_owned(), query.to_string()), number);
        self.observed.insert((calendar.to_owned(), query), observed);
    }
}

impl Subject for Recorded {
    fn hello(&self) -> &Hello {
        &self.hello
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        let observed = self.observed.get(&(calendar.to_owned(), query)).cloned();
        observed.unwrap_or_else(|| self.by_reference(calendar, query))
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        let lost = || Err(Observation::Lost(NOT_THERE.into()));
        let Some(claim) = &self.hello.registry else { return lost() };
        match self.ran.get(&program.to_string()) {
            None => lost(),
            Some(Err(observation)) => Err(observation.clone()),
            Some(Ok(line)) => {
                let ran: Ran = wire::read(line.as_bytes())
                    .map_err(|error| Observation::Garbled(error.to_string().into()))?;
                ran.ran.history(program, claim).map_err(|why| Observation::Garbled(why.into()))
            }
        }
    }
}

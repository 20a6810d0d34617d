//! The hostile adapter: it answers correctly for three years of the Gregorian calendar, and for the
//! reference's registry, except where its script makes it misbehave.

use std::fs::OpenOptions;
use std::io::{self, BufRead};
use std::path::PathBuf;
use std::process;

use calproof::wire::{self, Hello, Item, Question, Ran, Records, RunMessage};
use calproof::{Answer, Observation, Query, Reason, Refusal, Subject};
use serde_json::{Value, json};

use crate::effects::{Act, say};
use crate::script::{FIRST, LAST, Misbehaviour, Moment};

struct Adapter {
    folder: PathBuf,
    script: Vec<Misbehaviour>,
    subject: Box<dyn Subject>,
    is_first: bool,
    /// How many questions have been asked of this process.
    count: u32,
    /// The line of the last answer.
    before: Vec<u8>,
}

/// Speaks the protocol until the input ends. The arguments are a folder shared by the processes of
/// one conversation, what to declare (`registry` or a calendar), and the script.
pub(crate) fn run(words: &[String]) {
    let [folder, registry, script @ ..] = words else { process::exit(2) };
    let folder = PathBuf::from(folder);
    let script = script.iter().map(|text| Misbehaviour::read(text).expect("a misbehaviour"));
    let mark = OpenOptions::new().write(true).create_new(true).open(folder.join("started"));
    let reference = calproof_libraries::by_name("reference").expect("the reference");
    let mut adapter = Adapter {
        folder,
        script: script.collect(),
        subject: (reference.open)(),
        is_first: mark.is_ok(),
        count: 0,
        before: Vec::new(),
    };
    adapter.greet(registry == "registry");
    for line in io::stdin().lock().split(b'\n') {
        let Ok(line) = line else { break };
        adapter.count += 1;
        adapter.reply(&line);
    }
    for act in adapter.expected(None) {
        if let Act::End(act) = act {
            act();
        }
    }
}

impl Adapter {
    /// The acts for this moment; `days` are those in the question, `None` for anything but a
    /// question.
    fn expected(&self, days: Option<&[Option<i64>]>) -> Vec<Act> {
        let is_expected = |it: &&Misbehaviour| match it.moment {
            Moment::Every => true,
            Moment::First => self.is_first,
            Moment::Later => !self.is_first,
            Moment::Question(number) => self.count == number,
            Moment::Once(number) => self.is_first && self.count == number,
            Moment::Day(day) => days.is_some_and(|days| days.contains(&Some(day.0))),
        };
        self.script.iter().filter(is_expected).map(|it| it.effect.act).collect()
    }

    fn greet(&self, has_registry: bool) {
        let acts = self.expected(None);
        for act in &acts {
            if let Act::Start(act) = act {
                act(&self.folder);
            }
        }
        let mut hello = json!({
            "protocol": 1, "name": "hostile", "version": "1.0.0", "integers": "i64",
            "calendars": [{
                "id": "gregory", "rule": "gregory", "first": FIRST, "last": LAST,
                "beyond": "refuses", "year_zero": true, "answers": ["date", "day", "weekday"],
            }],
        });
        if has_registry {
            let registry = Hello::of(self.subject.hello()).registry;
            hello["registry"] = serde_json::to_value(registry).expect("JSON");
        }
        for act in &acts {
            if let Act::Hello(act) = act {
                act(&mut hello);
            }
        }
        let mut line = format!("{}\n", json!({ "hello": hello })).into_bytes();
        for act in &acts {
            if let Act::HelloLine(act) = act {
                line = act(line);
            }
        }
        say(&line);
        for act in &acts {
            if let Act::Ready(act) = act {
                act(&self.folder);
            }
        }
    }

    fn reply(&mut self, line: &[u8]) {
        let right = if let Ok(question) = wire::read::<Question>(line) {
            self.answer(&question)
        } else {
            let run: RunMessage = wire::read(line).unwrap_or_else(|_| process::exit(6));
            self.history(run)
        };
        say(&right);
        self.before = right;
    }

    fn answer(&self, question: &Question) -> Vec<u8> {
        let queries = question.queries(&question.of).unwrap_or_else(|_| process::exit(7));
        let answered: Vec<Observation> = queries.iter().map(|query| self.observe(*query)).collect();
        let days: Vec<Option<i64>> = queries
            .iter()
            .zip(&answered)
            .map(|(query, answered)| day_of(*query, answered))
            .collect();
        let acts = self.expected(Some(&days));
        self.before_answer(&acts);
        let text = |answered| serde_json::to_string(&Item::of(answered)).expect("JSON");
        let mut got: Vec<String> = answered.into_iter().map(text).collect();
        for misbehaviour in &self.script {
            // A misbehaviour for one day affects only that item; one for every moment affects all.
            let is_meant = |place: &usize| match misbehaviour.moment {
                Moment::Day(day) => days[*place] == Some(day.0),
                Moment::Every => true,
                _ => false,
            };
            match misbehaviour.effect.act {
                Act::Item(act) => (0..got.len()).filter(is_meant).for_each(|place| {
                    got[place] = act(&got[place]);
                }),
                Act::Swap if question.ask == "date" => {
                    if let Some(place) = (0..got.len() - 1).find(is_meant) {
                        got.swap(place, place + 1);
                    }
                }
                _ => {}
            }
        }
        let got = got.join(",");
        let line = format!("{{\"id\":{},\"got\":[{got}]}}\n", json!(question.id));
        self.line(&acts, line.into_bytes())
    }

    fn before_answer(&self, acts: &[Act]) {
        for act in acts {
            if let Act::Question(act) = act {
                act(&self.folder);
            }
        }
    }

    fn line(&self, acts: &[Act], line: Vec<u8>) -> Vec<u8> {
        let change = |line: Vec<u8>, act: &Act| match act {
            Act::Line(act) => act(&line, &self.before),
            _ => line,
        };
        let write = |line: Vec<u8>, act: &Act| match act {
            Act::Write(act) => act(&line),
            _ => line,
        };
        // The line is changed before it is written, so that the parts written early are changed
        // too.
        acts.iter().fold(acts.iter().fold(line, change), write)
    }

    fn history(&self, RunMessage { id, run }: RunMessage) -> Vec<u8> {
        let acts = self.expected(None);
        self.before_answer(&acts);
        let history = self.subject.run(&run).expect("a history");
        let ran = Records::of(history, &run).map(|ran| Ran { id, ran });
        let mut ran: Value = serde_json::to_value(ran).expect("JSON");
        for act in &acts {
            if let Act::Records(act) = act {
                act(&mut ran["ran"]);
            }
        }
        self.line(&acts, format!("{ran}\n").into_bytes())
    }

    /// The right answer, within the declared range.
    fn observe(&self, query: Query) -> Observation {
        let answered = self.subject.answer("gregory", query);
        match day_of(query, &answered) {
            Some(day) if !(FIRST..=LAST).contains(&day) => {
                Observation::Refused(Refusal::Bare(Reason::OutOfRange))
            }
            _ => answered,
        }
    }
}

/// The day in the question or in the answer.
fn day_of(query: Query, answered: &Observation) -> Option<i64> {
    match (query, answered) {
        (Query::Date(day) | Query::Weekday(day), _) => Some(day.0),
        (_, Observation::Value(Answer::Day(day))) => Some(day.0),
        _ => None,
    }
}

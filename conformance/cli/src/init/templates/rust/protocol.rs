//! The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change.

use std::any::Any;
use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;

use serde_json::{json, Value};

/// The reason with which the library refuses; the protocol lists them.
pub struct Refused(pub &'static str);

pub const UNSUPPORTED: Refused = Refused("unsupported");

/// The result of a function; a refusal is not a failure.
pub type Outcome = Result<Value, Refused>;

/// A month by its number; a leap month has the number of the month that it follows.
#[derive(Clone, Copy)]
pub struct Month {
    pub number: i64,
    pub leap: bool,
}

impl Month {
    /// As the protocol writes it.
    pub fn written(self) -> Value {
        let Month { number, leap } = self;
        if leap { json!(format!("M{number:02}L")) } else { json!(number) }
    }
}

/// What one question is about.
pub struct Item<'a>(&'a [Value]);

impl<'a> Item<'a> {
    fn of(value: &'a Value) -> Item<'a> {
        Item(value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice))
    }

    pub fn number(&self, place: usize) -> Result<i64, Refused> {
        self.0[place].as_i64().ok_or(UNSUPPORTED)
    }

    pub fn month(&self, place: usize) -> Result<Month, Refused> {
        let code = self.0[place].as_str();
        let leap = code.and_then(|code| code.strip_prefix('M')?.strip_suffix('L')?.parse().ok());
        match leap {
            Some(number) => Ok(Month { number, leap: true }),
            None => Ok(Month { number: self.number(place)?, leap: false }),
        }
    }

    pub fn text(&self, place: usize) -> Result<&'a str, Refused> {
        self.0[place].as_str().ok_or(UNSUPPORTED)
    }

    pub fn part(&self, place: usize) -> Item<'a> {
        Item::of(&self.0[place])
    }
}

/// A question by its name, and the function that answers it.
pub type Answer = (&'static str, fn(&Item<'_>) -> Outcome);

/// What is declared about a calendar, and the functions that answer for it.
pub struct Calendar {
    pub id: &'static str,
    pub rule: &'static str,
    pub first: i64,
    pub last: i64,
    pub beyond: &'static str,
    pub year_zero: bool,
    pub answers: &'static [Answer],
}

/// The calls of a program; what is not written is unsupported.
pub trait Registry: Sync {
    fn register(&self, _backend: usize, _aliases: &[String]) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn unregister(&self, _name: &str) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn find(&self, _name: &str) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn find_id(&self, _id: i64) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn hold(&self, _name: &str) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn names(&self) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn calendars(&self) -> Outcome {
        Err(UNSUPPORTED)
    }
    fn shut_down(&self) -> Outcome {
        Err(UNSUPPORTED)
    }
}

/// What hello declares about a registry, and how to create a fresh one with these backends.
pub struct Registries {
    pub claim: Value,
    pub fresh: fn(Vec<String>) -> Box<dyn Registry>,
}

/// Sends the hello line, then answers each line until the input ends. A library that prints to
/// standard output has to be silenced.
pub fn serve(name: &str, version: &str, calendars: &[Calendar], registries: Option<&Registries>) {
    panic::set_hook(Box::new(|_| {})); // The answer has the message.
    let claims: Vec<Value> = calendars.iter().map(claim).collect();
    let mut hello = json!({"protocol": 1, "name": name, "version": version, "integers": "i64",
        "calendars": claims});
    if let Some(registries) = registries {
        hello["registry"] = registries.claim.clone();
    }
    say(&json!({ "hello": hello }));
    for line in io::stdin().lock().lines() {
        let line = line.expect("a line");
        let question: Value = serde_json::from_str(&line).unwrap_or_else(|_| unreadable());
        if let (Some(registries), Some(program)) = (registries, question.get("run")) {
            say(&json!({"id": question["id"], "ran": run(registries, program)}));
            continue;
        }
        let calendar = calendars.iter().find(|calendar| question["calendar"] == calendar.id);
        let answers = calendar.unwrap_or_else(|| unreadable()).answers;
        let answer = answers.iter().find(|(ask, _)| question["ask"] == *ask);
        let (_, function) = answer.unwrap_or_else(|| unreadable());
        let items = question["of"].as_array().unwrap_or_else(|| unreadable()).iter();
        let got: Vec<Value> = items.map(|item| result(|| function(&Item::of(item)))).collect();
        say(&json!({"id": question["id"], "got": got}));
    }
}

fn claim(it: &Calendar) -> Value {
    let answers: Vec<&str> = it.answers.iter().map(|(ask, _)| *ask).collect();
    json!({"id": it.id, "rule": it.rule, "first": it.first, "last": it.last, "beyond": it.beyond,
        "year_zero": it.year_zero, "answers": answers})
}

/// Writes a line at once.
fn say(message: &Value) {
    let mut out = io::stdout().lock();
    writeln!(out, "{message}").and_then(|()| out.flush()).expect("somebody who reads");
}

fn unreadable() -> ! {
    eprintln!("cannot read the line");
    std::process::exit(3)
}

/// The function's result, or why there is none.
fn result(function: impl FnOnce() -> Outcome) -> Value {
    match panic::catch_unwind(AssertUnwindSafe(function)) {
        Ok(Ok(value)) => value,
        Ok(Err(Refused(reason))) => json!({ "no": reason }),
        Err(payload) => json!({ "broke": words(&*payload) }),
    }
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic");
    text.chars().take(200).collect()
}

/// The records of the calls before the threads, of the threads, and of the calls after them.
fn run(registries: &Registries, program: &Value) -> Value {
    let list = |key: &str| program[key].as_array().map_or(&[][..], Vec::as_slice);
    let names: Vec<Option<String>> =
        list("backends").iter().map(|backend| text(&backend["name"])).collect();
    let reported = names.iter().map(|name| name.clone().unwrap_or_default()).collect();
    let (calls, tickets, ids) = ((registries.fresh)(reported), AtomicU64::new(0), Mutex::default());
    let this = Run { names, calls, tickets, ids };
    let before = this.sequence(list("before"));
    let start = Barrier::new(list("threads").len());
    let threads: Vec<Value> = thread::scope(|scope| {
        let begun = list("threads").iter().map(|calls| {
            let (this, start) = (&this, &start);
            scope.spawn(move || {
                start.wait(); // All start at once.
                this.sequence(calls.as_array().map_or(&[][..], Vec::as_slice))
            })
        });
        let begun: Vec<_> = begun.collect();
        begun.into_iter().map(|thread| thread.join().expect("its calls cannot panic")).collect()
    });
    json!({"before": before, "threads": threads, "after": this.sequence(list("after"))})
}

/// A running program: its calls, its ticket counter, and the ids that it registered.
struct Run {
    /// `None` if it is not valid UTF-8.
    names: Vec<Option<String>>,
    calls: Box<dyn Registry>,
    tickets: AtomicU64,
    ids: Mutex<HashMap<usize, i64>>,
}

impl Run {
    fn sequence(&self, calls: &[Value]) -> Value {
        calls.iter().map(|call| self.record(call)).collect()
    }

    fn ticket(&self) -> u64 {
        self.tickets.fetch_add(1, Ordering::SeqCst)
    }

    /// Makes the call between two tickets.
    fn record(&self, call: &Value) -> Value {
        let pair = call.as_object().and_then(|call| call.iter().next());
        let (kind, operand) =
            pair.map_or((call.as_str().unwrap_or_default(), &Value::Null), |(k, v)| (k.as_str(), v));
        let function = self.read(kind, operand);
        let called = self.ticket();
        let answered = match function {
            Some(function) => result(function),
            None => result(|| Err(UNSUPPORTED)),
        };
        let returned = self.ticket();
        if let (Some(id), Some(backend)) = (answered["registered"]["id"].as_i64(), operand[0].as_u64()) {
            self.ids.lock().expect("no thread panics while it holds the lock").insert(backend as usize, id);
        }
        json!([called, returned, answered])
    }

    /// The call with its arguments bound; `None` if it cannot be made.
    fn read<'a>(&'a self, kind: &str, operand: &Value) -> Option<Box<dyn FnOnce() -> Outcome + 'a>> {
        let calls = &self.calls;
        Some(match kind {
            "register" => {
                let backend = operand[0].as_u64()? as usize;
                let aliases: Option<Vec<String>> = operand[1].as_array()?.iter().map(text).collect();
                let (_, aliases) = (self.names[backend].as_ref()?, aliases?);
                Box::new(move || calls.register(backend, &aliases))
            }
            "find-id-of" => {
                let ids = self.ids.lock().expect("no thread panics while it holds the lock");
                let id = *ids.get(&(operand.as_u64()? as usize))?;
                Box::new(move || calls.find_id(id))
            }
            "find-id" => {
                let id = operand.as_i64()?;
                Box::new(move || calls.find_id(id))
            }
            "names" => Box::new(|| calls.names()),
            "calendars" => Box::new(|| calls.calendars()),
            "shut-down" => Box::new(|| calls.shut_down()),
            "find" | "hold" | "unregister" => {
                let (name, kind) = (text(operand)?, kind.to_owned());
                Box::new(move || match kind.as_str() {
                    "find" => calls.find(&name),
                    "hold" => calls.hold(&name),
                    _ => calls.unregister(&name),
                })
            }
            _ => return None,
        })
    }
}

/// The name as text; `None` if it is not valid UTF-8.
fn text(name: &Value) -> Option<String> {
    if let Some(text) = name.as_str() {
        return Some(text.to_owned());
    }
    let digits = name["hex"].as_str()?;
    let bytes = (0..digits.len()).step_by(2);
    let bytes = bytes.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok());
    String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()
}

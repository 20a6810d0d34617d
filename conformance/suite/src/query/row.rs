//! A row of the table of questions, and what is said and read by it.

use crate::query::shape::JsonShape;
use crate::query::types::{ArgumentType, Spoken};

/// What has to be known of a question beyond its types.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What it asks of.
    pub parameters: &'static [Parameter],
    /// The same as an item on the wire: a single argument as it is, several as a list.
    pub item: JsonShape,
    /// What `PROTOCOL.md` calls an answer of its type.
    pub on_page: &'static str,
    /// What the page calls the answer to this question instead, if something else.
    pub result: Option<&'static str>,
    /// Operands of a command line, where they are several.
    pub example: Option<&'static str>,
}

/// What has to be known of a type of arguments.
pub struct Parameter {
    /// How it is spoken of.
    pub spoken: Spoken,
    /// What `PROTOCOL.md` calls an argument.
    pub on_page: &'static str,
    /// What it is in JSON, in words.
    pub in_words: &'static [&'static str],
    operands: usize,
    is_optional: bool,
}

impl Parameter {
    /// What has to be known of this type.
    pub const fn of<T: ArgumentType>() -> Parameter {
        Parameter {
            spoken: T::SPOKEN,
            on_page: T::ON_PAGE,
            in_words: T::IN_WORDS,
            operands: T::OPERANDS,
            is_optional: T::DEFAULT.is_some(),
        }
    }
}

impl Row {
    /// What an item of the question is, as `PROTOCOL.md` has it.
    pub fn item_on_page(&self) -> String {
        if let [only] = self.parameters {
            return only.on_page.to_owned();
        }
        let spoken = || self.parameters.iter().map(|parameter| parameter.spoken);
        let elements: Vec<&str> = spoken().map(|spoken| spoken.element).collect();
        let mut notes: Vec<&str> = spoken().map(|spoken| spoken.note).collect();
        notes.dedup();
        format!("`[{}]`{}", elements.join(", "), notes.concat())
    }

    /// What its result is, as `PROTOCOL.md` has it.
    pub fn result_on_page(&self) -> &'static str {
        self.result.unwrap_or(self.on_page)
    }

    /// What it asks of, for who asks on the command line.
    fn operands(&self) -> String {
        if let [only] = self.parameters {
            return only.spoken.only.to_owned();
        }
        let (optional, needed): (Vec<&Parameter>, Vec<&Parameter>) =
            self.parameters.iter().partition(|parameter| parameter.is_optional);
        let mut words: Vec<String> = Vec::new();
        for Spoken { element, among_others, .. } in needed.iter().map(|needed| needed.spoken) {
            match words.last_mut() {
                Some(last) if last == among_others => *last = format!("two {element}s"),
                _ => words.push(among_others.to_owned()),
            }
        }
        let example = self.example.map(|example| format!(", as in {example}"));
        let optional =
            optional.iter().map(|it| format!(", and may say {}", it.spoken.among_others));
        let all: String = example.into_iter().chain(optional).collect();
        words.join(" and ") + &all
    }
}

/// What is left of the operands of a question on the command line.
pub struct Operands<'a>(&'a [&'a str]);

impl<'a> Operands<'a> {
    /// The operands, if they are as many as the question has.
    pub fn new(row: &Row, operands: &'a [&'a str]) -> Result<Operands<'a>, String> {
        let count = |with_optional: bool| -> usize {
            let counted = row.parameters.iter().filter(|it| with_optional || !it.is_optional);
            counted.map(|parameter| parameter.operands).sum()
        };
        if (count(false)..=count(true)).contains(&operands.len()) {
            Ok(Operands(operands))
        } else {
            Err(format!("`{}` asks of {}", row.name, row.operands()))
        }
    }

    /// Reads the next argument.
    pub fn next<T: ArgumentType>(&mut self) -> Result<T, String> {
        match (self.0.split_at_checked(T::OPERANDS), T::DEFAULT) {
            (Some((operands, rest)), _) => {
                self.0 = rest;
                T::parse(operands)
            }
            (None, Some(default)) => Ok(default),
            (None, None) => Err("a word is missing".to_owned()),
        }
    }
}

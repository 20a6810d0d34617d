//! The interface through which checks ask a subject. It keeps the transcript, and it alone decides
//! how refusals are judged.

use calproof_registry::{Date, DayRange, RataDie, Reason, Refusal};

use crate::query::{Ability, About, Answer, AnswerType, Observation, Query};
use crate::shape::Shape;
use crate::spec::FileError;
use crate::subject::{AsCalendar, Claim, Subject};
use crate::verdict::{Objection, Status};

pub use crate::query::Questions;

/// An answer, or an objection.
pub type Asked<T> = Result<T, Box<Objection>>;

/// The topic of conversations: one calendar of one subject, and its shape.
pub struct Topic<'a> {
    /// The subject that is asked.
    pub subject: &'a dyn Subject,
    /// What is known of the calendar before it is asked.
    pub shape: Shape<'a>,
}

impl<'a> Topic<'a> {
    /// The topic for this claim of the subject; an error if a corpus file cannot be read.
    pub fn new(subject: &'a dyn Subject, claim: &'a Claim) -> Result<Topic<'a>, FileError> {
        let own = Box::new(AsCalendar { subject, claim });
        Ok(Topic { subject, shape: Shape::new(&subject.hello().name, claim, Some(own))? })
    }

    /// The same topic, asked through another subject.
    pub fn by_way_of<'b>(&'b self, subject: &'b dyn Subject) -> Topic<'b> {
        let own = Box::new(AsCalendar { subject, claim: self.shape.claim });
        Topic { subject, shape: self.shape.by_way_of(own) }
    }
}

/// One conversation about one calendar of a subject.
pub struct Ask<'a> {
    topic: &'a Topic<'a>,
    transcript: Vec<(Query, Observation)>,
}

impl<'a> Ask<'a> {
    /// Opens a conversation.
    pub fn new(topic: &'a Topic<'a>) -> Ask<'a> {
        Ask { topic, transcript: Vec::new() }
    }

    /// What is known of the calendar that the conversation is about.
    pub fn shape(&self) -> &'a Shape<'a> {
        &self.topic.shape
    }

    /// The questions and answers so far.
    pub fn transcript(&self) -> &[(Query, Observation)] {
        &self.transcript
    }

    /// The declared range; an objection if the subject declares none.
    pub fn range(&self) -> Asked<DayRange> {
        self.topic
            .shape
            .claim
            .range
            .ok_or_else(|| Objection::unsupported("the subject declares no range"))
    }

    /// Asks a question that may be refused. The check judges the answer or the refusal.
    pub fn attempt(&mut self) -> Attempt<'_, 'a> {
        Attempt(self)
    }

    /// Asks questions that must be answered if the year is in the declared range.
    pub fn within_year(&mut self, year: i64) -> Within<'_, 'a> {
        let promised = self.promised_year(year);
        self.if_promised(promised)
    }

    /// Asks questions that must be answered if `promised` holds.
    pub fn if_promised(&mut self, promised: bool) -> Within<'_, 'a> {
        Within { ask: self, promised }
    }

    /// The claims about the subject's other calendars.
    pub fn others(&self) -> impl Iterator<Item = &'a Claim> {
        let id = &self.shape().claim.id;
        self.topic.subject.hello().calendars.iter().filter(move |claim| claim.id != *id)
    }

    /// Whether it is the first of the subject's calendars.
    pub fn is_of_first_calendar(&self) -> bool {
        let first = self.topic.subject.hello().calendars.first();
        first.is_some_and(|first| first.id == self.shape().claim.id)
    }

    /// Asks another calendar of the subject, if that declares this ability. The answer is judged
    /// when that calendar is checked.
    pub fn distract(&self, other: &Claim, query: Query) -> Option<Observation> {
        let is_claimed = other.abilities.contains(&query.ability());
        is_claimed.then(|| self.topic.subject.answer(&other.id, query))
    }

    /// Whether the day is in the declared range.
    pub fn promises(&self, day: RataDie) -> bool {
        self.topic.shape.claim.range.is_some_and(|range| range.contains(day))
    }

    /// Whether the date is in the declared range: by the reference, or because the subject gave
    /// this date as an answer before.
    fn promised_date(&self, date: Date) -> bool {
        let day = self.topic.shape.oracle.reference().and_then(|shape| shape.day(date).ok());
        day.is_some_and(|day| self.promises(day)) || self.answered(date)
    }

    fn answered(&self, date: Date) -> bool {
        self.transcript
            .iter()
            .any(|(_, answered)| *answered == Observation::Value(Answer::Date(date)))
    }

    fn promised_year(&self, year: i64) -> bool {
        self.topic.shape.years.is_some_and(|(first, last)| first <= year && year <= last)
    }

    /// Whether the question, which is about something valid, must be answered.
    fn is_promised(&self, query: Query) -> bool {
        match query.about() {
            About::Day(day) => self.promises(day),
            About::Date(date) => self.promised_date(date),
            About::Year(year) => self.promised_year(year),
            // Checks ask only for sums and spans within the declared range.
            About::Sum(_) | About::Span(_) => true,
            // Only the subject knows which days these are.
            About::Native(_) | About::Other => false,
        }
    }

    /// Asks a question. A refusal is an objection, and a failure only if the answer was promised.
    fn expected<T: AnswerType>(&mut self, query: Query, promised: bool) -> Asked<T> {
        match self.observe(query)? {
            Ok(answer) => T::try_from(answer).map_err(mistyped),
            Err(refusal) => Err(self.refused(query, refusal, promised)),
        }
    }

    /// The objection to a refusal of something valid.
    fn refused(&self, query: Query, refusal: Refusal, promised: bool) -> Box<Objection> {
        let ability = query.ability();
        let unsupported_answer = refusal.reason() == Reason::Unsupported;
        if !promised {
            return Objection::unsupported(format!("outside the declared range: {refusal}"));
        }
        if unsupported_answer {
            let why = format!("it declares `{ability}`, and does not answer it");
            return Objection::wrong(why);
        }
        let why = format!("refused an input inside its declared range: {refusal}");
        match query {
            Query::Day(date) if self.topic.shape.oracle.may_lack(date) => Objection::new(
                Status::Disagreement,
                format!("{why}; whether there is {date} is undecided"),
            ),
            _ => Objection::new(Status::RefusedValid, why),
        }
    }

    /// Clears the transcript when everything so far was right, so that a finding shows only what
    /// follows.
    pub fn forget(&mut self) {
        self.transcript.clear();
    }

    /// Asks many questions of one kind in one batch. A response that is neither an answer nor a
    /// refusal is an objection, and only that one is added to the transcript, since batches are
    /// long.
    pub fn together(&mut self, queries: &[Query]) -> Asked<Vec<Result<Answer, Refusal>>> {
        let answered = self.topic.subject.answers(&self.topic.shape.claim.id, queries);
        let answered = queries.iter().zip(answered);
        answered
            .map(|(query, answered)| {
                let answered = self.heard(*query, answered);
                self.transcript.pop_if(|_| answered.is_ok());
                answered
            })
            .collect()
    }

    /// Restarts the subject, so that it forgets earlier questions. `false` if it cannot restart.
    pub fn start_afresh(&self) -> bool {
        let subject = self.topic.subject;
        subject.start_afresh();
        subject.can_start_afresh()
    }

    /// Whether the subject declares this ability.
    pub fn answers(&self, ability: Ability) -> bool {
        self.topic.shape.claim.abilities.contains(&ability)
    }

    /// Asks, if the subject declares the ability. A response that is neither an answer nor a
    /// refusal is an objection.
    fn observe(&mut self, query: Query) -> Asked<Result<Answer, Refusal>> {
        if !self.answers(query.ability()) {
            return Err(unclaimed(query.ability()));
        }
        let observation = self.topic.subject.answer(&self.topic.shape.claim.id, query);
        self.heard(query, observation)
    }

    /// Records the response. One that is neither an answer nor a refusal is an objection.
    fn heard(&mut self, query: Query, answered: Observation) -> Asked<Result<Answer, Refusal>> {
        let status = match &answered {
            Observation::Value(answer) => Ok(Ok(*answer)),
            Observation::Refused(refusal) => Ok(Err(*refusal)),
            Observation::Unacceptable(_) => Err(Status::Wrong),
            Observation::Crashed(_) => Err(Status::Crash),
            Observation::TimedOut => Err(Status::Hang),
            Observation::Garbled(_) => Err(Status::Garbage),
            Observation::Lost(_) => Err(Status::Lost),
        };
        let heard = status.map_err(|status| {
            let why = match status {
                Status::Wrong => unacceptable(query, &answered),
                _ => answered.to_string(),
            };
            Objection::new(status, why)
        });
        self.transcript.push((query, answered));
        heard
    }
}

/// Questions about something valid, which must be answered within the declared range.
impl Questions for Ask<'_> {
    type Of<T> = Asked<T>;

    fn put<T: AnswerType>(&mut self, query: Query) -> Asked<T> {
        let promised = self.is_promised(query);
        self.expected(query, promised)
    }
}

/// See [`Ask::within_year`] and [`Ask::if_promised`].
pub struct Within<'b, 'a> {
    ask: &'b mut Ask<'a>,
    promised: bool,
}

impl Questions for Within<'_, '_> {
    type Of<T> = Asked<T>;

    fn put<T: AnswerType>(&mut self, query: Query) -> Asked<T> {
        self.ask.expected(query, self.promised)
    }
}

/// See [`Ask::attempt`].
pub struct Attempt<'b, 'a>(&'b mut Ask<'a>);

impl Attempt<'_, '_> {
    /// Asks any question, whatever its answer type.
    pub fn any(&mut self, query: Query) -> Asked<Result<Answer, Refusal>> {
        self.0.observe(query)
    }
}

impl Questions for Attempt<'_, '_> {
    type Of<T> = Asked<Result<T, Refusal>>;

    fn put<T: AnswerType>(&mut self, query: Query) -> Asked<Result<T, Refusal>> {
        match self.0.observe(query)? {
            Ok(answer) => T::try_from(answer).map(Ok).map_err(mistyped),
            Err(refusal) => Ok(Err(refusal)),
        }
    }
}

fn unclaimed(ability: Ability) -> Box<Objection> {
    Objection::unsupported(format!("the subject does not answer `{ability}`"))
}

/// The message for a result that is not a valid answer.
pub fn unacceptable(query: Query, observation: &Observation) -> String {
    let expected = query.ability().row().result_on_page();
    format!("answered {observation}, expected {expected}")
}

fn mistyped(answer: Answer) -> Box<Objection> {
    Objection::wrong(format!("answered {answer}, which does not fit the question"))
}

//! The door through which checks talk to a subject. It keeps the transcript, and it alone decides
//! what a refusal means.

use calproof_registry::{Date, DayRange, RataDie, Reason, Refusal};

use crate::query::{Ability, About, Answer, AnswerType, Observation, Query};
use crate::shape::Shape;
use crate::spec::FileError;
use crate::subject::{AsCalendar, Claim, Subject};
use crate::verdict::{Objection, Status};

pub use crate::query::Questions;

/// An answer, or what there is to object to.
pub type Asked<T> = Result<T, Box<Objection>>;

/// What conversations are about: one calendar of one subject, and its shape.
pub struct Topic<'a> {
    /// Who is asked.
    pub subject: &'a dyn Subject,
    /// What is known of the calendar before anybody is asked.
    pub shape: Shape<'a>,
}

impl<'a> Topic<'a> {
    /// The topic of this claim of the subject's; a corpus file that cannot be read is the error.
    pub fn new(subject: &'a dyn Subject, claim: &'a Claim) -> Result<Topic<'a>, FileError> {
        let own = Box::new(AsCalendar { subject, claim });
        Ok(Topic { subject, shape: Shape::new(&subject.hello().name, claim, Some(own))? })
    }

    /// The same topic, asked by way of another subject.
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

    /// What was said so far.
    pub fn transcript(&self) -> &[(Query, Observation)] {
        &self.transcript
    }

    /// The days that the subject promises to answer for; none if it does not say.
    pub fn range(&self) -> Asked<DayRange> {
        self.topic
            .shape
            .claim
            .range
            .ok_or_else(|| Objection::unsupported("the subject declares no range"))
    }

    /// Asks what may well be refused: an answer or a refusal, for the check to judge.
    pub fn attempt(&mut self) -> Attempt<'_, 'a> {
        Attempt(self)
    }

    /// Asks what has to be answered if the subject promises to answer for the year.
    pub fn within_year(&mut self, year: i64) -> Within<'_, 'a> {
        let promised = self.promised_year(year);
        self.if_promised(promised)
    }

    /// Asks what has to be answered if this holds.
    pub fn if_promised(&mut self, promised: bool) -> Within<'_, 'a> {
        Within { ask: self, promised }
    }

    /// What the subject claims of its other calendars.
    pub fn others(&self) -> impl Iterator<Item = &'a Claim> {
        let id = &self.shape().claim.id;
        self.topic.subject.hello().calendars.iter().filter(move |claim| claim.id != *id)
    }

    /// Whether it is the first of the subject's calendars.
    pub fn is_of_first_calendar(&self) -> bool {
        let first = self.topic.subject.hello().calendars.first();
        first.is_some_and(|first| first.id == self.shape().claim.id)
    }

    /// Asks another of the subject's calendars, if it answers this. Whether that is right is judged
    /// where that one is.
    pub fn distract(&self, other: &Claim, query: Query) -> Option<Observation> {
        let is_claimed = other.abilities.contains(&query.ability());
        is_claimed.then(|| self.topic.subject.answer(&other.id, query))
    }

    /// Whether the subject promises to answer for the day.
    pub fn promises(&self, day: RataDie) -> bool {
        self.topic.shape.claim.range.is_some_and(|range| range.contains(day))
    }

    /// Whether it promises to answer for the date: by the reference, or because it answered with it
    /// before.
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

    /// Whether it promises to answer the question, which is one about something valid.
    fn is_promised(&self, query: Query) -> bool {
        match query.about() {
            About::Day(day) => self.promises(day),
            About::Date(date) => self.promised_date(date),
            About::Year(year) => self.promised_year(year),
            // Who asks of sums keeps within the declared range.
            About::Sum(_) | About::Span(_) => true,
            // Which days these are only the subject knows.
            About::Native(_) | About::Other => false,
        }
    }

    /// Asks what has to be answered where it is promised.
    fn expected<T: AnswerType>(&mut self, query: Query, promised: bool) -> Asked<T> {
        match self.observe(query)? {
            Ok(answer) => T::try_from(answer).map_err(mistyped),
            Err(refusal) => Err(self.refused(query, refusal, promised)),
        }
    }

    /// What a refusal means, of something that is valid.
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

    /// Drops what was said so far, where all of it was fine: a finding shows what is left.
    pub fn forget(&mut self) {
        self.transcript.clear();
    }

    /// Asks many questions of one kind in one batch. What is neither an answer nor a refusal is an
    /// objection; the transcript has only that one, since a batch is long.
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

    /// Has the subject forget what it was asked, as a new process does. False if it has no way to.
    pub fn start_afresh(&self) -> bool {
        let subject = self.topic.subject;
        subject.start_afresh();
        subject.can_start_afresh()
    }

    /// Whether the subject claims to answer such questions.
    pub fn answers(&self, ability: Ability) -> bool {
        self.topic.shape.claim.abilities.contains(&ability)
    }

    /// Asks, if such questions are claimed; whatever is neither an answer nor a refusal is an objection
    /// already.
    fn observe(&mut self, query: Query) -> Asked<Result<Answer, Refusal>> {
        if !self.answers(query.ability()) {
            return Err(unclaimed(query.ability()));
        }
        let observation = self.topic.subject.answer(&self.topic.shape.claim.id, query);
        self.heard(query, observation)
    }

    /// Notes what was said; whatever is neither an answer nor a refusal is an objection.
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

/// What is asked is valid, and has to be answered where the subject promises it.
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
    /// Puts any question, whatever it is answered with.
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

/// What is said of a result that is no answer.
pub fn unacceptable(query: Query, observation: &Observation) -> String {
    let expected = query.ability().row().result_on_page();
    format!("answered {observation}, expected {expected}")
}

fn mistyped(answer: Answer) -> Box<Objection> {
    Objection::wrong(format!("answered {answer}, which does not fit the question"))
}

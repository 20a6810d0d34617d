//! The door through which checks talk to a subject. It keeps the transcript, and it alone decides
//! what a refusal means.

use calproof_registry::{
    Date, DateDuration, DayRange, EraYear, MonthCode, NativeDate, Overflow, RataDie, Reason,
    Refusal, Unit, Weekday,
};

use crate::query::{Ability, Answer, Observation, Query};
use crate::shape::Shape;
use crate::spec::FileError;
use crate::subject::{AsCalendar, Claim, Subject};
use crate::verdict::{Objection, Status};

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
        self.topic.shape.claim.range.ok_or_else(|| unsupported("the subject declares no range"))
    }

    /// The date of a day.
    pub fn date(&mut self, day: RataDie) -> Asked<Date> {
        match self.answer(Query::Date(day), self.promises(day))? {
            Answer::Date(date) => Ok(date),
            other => Err(mistyped(other)),
        }
    }

    /// The day of a date that is valid.
    pub fn day(&mut self, date: Date) -> Asked<RataDie> {
        let promised = self.promised_date(date);
        match self.answer(Query::Day(date), promised) {
            Ok(Answer::Day(day)) => Ok(day),
            Ok(other) => Err(mistyped(other)),
            Err(objection)
                if objection.status == Status::RefusedValid
                    && self.topic.shape.oracle.may_lack(date) =>
            {
                let why = format!("{}; whether there is {date} is undecided", objection.why);
                Err(Objection::new(Status::Disagreement, why))
            }
            Err(objection) => Err(objection),
        }
    }

    /// How many months a year has.
    pub fn months_in_year(&mut self, year: i64) -> Asked<u32> {
        self.count(Query::MonthsInYear(year), year)
    }

    /// How many days a year has.
    pub fn days_in_year(&mut self, year: i64) -> Asked<u32> {
        self.count(Query::DaysInYear(year), year)
    }

    /// How many days a month has in a year that has it.
    pub fn days_in_month(&mut self, year: i64, month: MonthCode) -> Asked<u32> {
        self.count(Query::DaysInMonth(year, month), year)
    }

    /// Whether a year is a leap year.
    pub fn is_leap_year(&mut self, year: i64) -> Asked<bool> {
        let promised = self.promised_year(year);
        match self.answer(Query::IsLeapYear(year), promised)? {
            Answer::Flag(flag) => Ok(flag),
            other => Err(mistyped(other)),
        }
    }

    /// The weekday of a day; `None` for a day outside the week.
    pub fn weekday(&mut self, day: RataDie) -> Asked<Option<Weekday>> {
        match self.answer(Query::Weekday(day), self.promises(day))? {
            Answer::Weekday(weekday) => Ok(weekday),
            other => Err(mistyped(other)),
        }
    }

    /// The code of the month at this place of a year that has it.
    pub fn month_code(&mut self, year: i64, place: u32) -> Asked<MonthCode> {
        let promised = self.promised_year(year);
        match self.answer(Query::MonthCode(year, place), promised)? {
            Answer::Month(month) => Ok(month),
            other => Err(mistyped(other)),
        }
    }

    /// The place of a month in a year that has it.
    pub fn month_ordinal(&mut self, year: i64, month: MonthCode) -> Asked<u32> {
        self.count(Query::MonthOrdinal(year, month), year)
    }

    /// The year of a day's era.
    pub fn era_year(&mut self, day: RataDie) -> Asked<EraYear> {
        match self.answer(Query::EraYear(day), self.promises(day))? {
            Answer::EraYear(year) => Ok(year),
            other => Err(mistyped(other)),
        }
    }

    /// The extended year of a year that the subject gave to a day of this extended year.
    pub fn extended_year(&mut self, year: EraYear, of: i64) -> Asked<i64> {
        let promised = self.promised_year(of);
        match self.answer(Query::ExtendedYear(year), promised)? {
            Answer::Year(year) => Ok(year),
            other => Err(mistyped(other)),
        }
    }

    /// The date that is so much later, and lies in the declared range.
    pub fn add(&mut self, date: Date, duration: DateDuration, overflow: Overflow) -> Asked<Date> {
        match self.answer(Query::Add(date, duration, overflow), true)? {
            Answer::Date(date) => Ok(date),
            other => Err(mistyped(other)),
        }
    }

    /// What lies between two dates of the declared range.
    pub fn until(&mut self, from: Date, to: Date, largest: Unit) -> Asked<DateDuration> {
        match self.answer(Query::Until(from, to, largest), true)? {
            Answer::Duration(duration) => Ok(duration),
            other => Err(mistyped(other)),
        }
    }

    /// Asks what may well be refused: an answer or a refusal, for the check to judge.
    pub fn try_date(&mut self, day: RataDie) -> Asked<Result<Date, Refusal>> {
        match self.observe(Query::Date(day))? {
            Ok(Answer::Date(date)) => Ok(Ok(date)),
            Ok(other) => Err(mistyped(other)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// The same for a date.
    pub fn try_day(&mut self, date: Date) -> Asked<Result<RataDie, Refusal>> {
        self.read_day(Query::Day(date))
    }

    /// The same for a date in the subject's own integers.
    pub fn try_day_native(&mut self, date: NativeDate) -> Asked<Result<RataDie, Refusal>> {
        self.read_day(Query::DayNative(date))
    }

    /// The same for the month at a place of a year.
    pub fn try_month_code(&mut self, year: i64, place: u32) -> Asked<Result<MonthCode, Refusal>> {
        match self.observe(Query::MonthCode(year, place))? {
            Ok(Answer::Month(month)) => Ok(Ok(month)),
            Ok(other) => Err(mistyped(other)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// The same for a sum.
    pub fn try_add(
        &mut self,
        date: Date,
        duration: DateDuration,
        overflow: Overflow,
    ) -> Asked<Result<Date, Refusal>> {
        match self.observe(Query::Add(date, duration, overflow))? {
            Ok(Answer::Date(date)) => Ok(Ok(date)),
            Ok(other) => Err(mistyped(other)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn read_day(&mut self, query: Query) -> Asked<Result<RataDie, Refusal>> {
        match self.observe(query)? {
            Ok(Answer::Day(day)) => Ok(Ok(day)),
            Ok(other) => Err(mistyped(other)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn count(&mut self, query: Query, year: i64) -> Asked<u32> {
        let promised = self.promised_year(year);
        match self.answer(query, promised)? {
            Answer::Count(count) => Ok(count),
            other => Err(mistyped(other)),
        }
    }

    /// Whether the subject promises to answer for the day.
    pub fn promises(&self, day: RataDie) -> bool {
        self.topic.shape.claim.range.is_some_and(|range| range.contains(day))
    }

    /// Whether it promises to answer for the date. Without a reference to say which day that is,
    /// whatever it answered before counts.
    fn promised_date(&self, date: Date) -> bool {
        let day = self.topic.shape.oracle.reference().and_then(|shape| shape.day(date).ok());
        match day {
            Some(day) => self.promises(day),
            None => self.said(date),
        }
    }

    fn said(&self, date: Date) -> bool {
        self.transcript.iter().any(|(_, said)| *said == Observation::Value(Answer::Date(date)))
    }

    fn promised_year(&self, year: i64) -> bool {
        self.topic.shape.years.is_some_and(|(first, last)| first <= year && year <= last)
    }

    fn answer(&mut self, query: Query, promised: bool) -> Asked<Answer> {
        match self.observe(query)? {
            Ok(answer) => Ok(answer),
            Err(refusal) => Err(self.refused(query.ability(), refusal, promised)),
        }
    }

    /// What a refusal means, of something that is valid.
    fn refused(&self, ability: Ability, refusal: Refusal, promised: bool) -> Box<Objection> {
        let unsupported_answer = refusal.reason() == Reason::Unsupported;
        if unsupported_answer && !self.topic.shape.claim.abilities.contains(&ability) {
            return unsupported(format!("the subject does not answer `{ability}`"));
        }
        match (promised, unsupported_answer) {
            (true, true) => {
                Objection::wrong(format!("it says that it answers `{ability}`, and does not"))
            }
            (true, false) => Objection::new(
                Status::RefusedValid,
                format!("refused what lies inside its declared range: {refusal}"),
            ),
            (false, _) => unsupported(format!("outside the declared range: {refusal}")),
        }
    }

    /// Asks; whatever is neither an answer nor a refusal is an objection already.
    fn observe(&mut self, query: Query) -> Asked<Result<Answer, Refusal>> {
        let observation = self.topic.subject.answer(&self.topic.shape.claim.id, query);
        self.transcript.push((query, observation.clone()));
        let status = match observation {
            Observation::Value(answer) => return Ok(Ok(answer)),
            Observation::Refused(refusal) => return Ok(Err(refusal)),
            Observation::Crashed(_) => Status::Crash,
            Observation::TimedOut => Status::Hang,
            Observation::Garbled(_) => Status::Garbage,
            Observation::Lost(_) => Status::Lost,
        };
        Err(Objection::new(status, observation.to_string()))
    }
}

fn unsupported(why: impl Into<String>) -> Box<Objection> {
    Objection::new(Status::Unsupported, why)
}

fn mistyped(answer: Answer) -> Box<Objection> {
    Objection::new(Status::Garbage, format!("answered {answer}, which is no answer to that"))
}

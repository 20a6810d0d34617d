//! Registries that follow a profile, whatever it declares. A failure is not reported if these
//! references fail in the same way.
//!
//! They share no code with the model except the comparison of names.

mod contents;
mod latitude;

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use calproof_registry::{Calendar, CalendarRegistry, Found, Registered, RegistryRefusal};

use crate::model::folding::{Key, key};
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, RegistryClaim, SameBackend,
    Shutdown, UnknownName,
};
use crate::program::Name;
use crate::subject::{InProcess, lock};
pub use contents::NameOnly;
use contents::{Contents, Entry};
use latitude::Freedom;
pub use latitude::Latitude;

/// A subject that follows the claim, and uses `latitude` where the claim leaves a choice. `None` if
/// a registry in Rust cannot hold the names of the built-in calendars.
pub fn subject(claim: &RegistryClaim, latitude: Latitude) -> Option<InProcess<'static>> {
    let texts = |names: &Vec<Name>| -> Option<Vec<String>> {
        names.iter().map(|name| name.text().map(str::to_owned)).collect()
    };
    let built_in: Option<Vec<Vec<String>>> = claim.built_in.iter().map(texts).collect();
    let (built_in, claimed) = (built_in?, claim.clone());
    let open = move || ReferenceRegistry::new(claimed.clone(), latitude, &built_in);
    Some(InProcess::new("reference", "", Vec::new()).with_registry(claim.clone(), open))
}

struct ReferenceRegistry {
    claim: RegistryClaim,
    latitude: Latitude,
    folding: Folding,
    contents: Mutex<Contents>,
}

/// A requested registration.
struct Offer<'a> {
    calendar: &'a Arc<dyn Calendar>,
    /// The first name, then the aliases.
    names: Vec<&'a str>,
    keys: Vec<Key>,
}

type Answer<T> = Result<T, RegistryRefusal>;

impl ReferenceRegistry {
    fn new(claim: RegistryClaim, latitude: Latitude, built_in: &[Vec<String>]) -> Self {
        let otherwise = latitude.takes(Freedom::DoesOtherwise);
        let undeclared = if otherwise { Folding::Ascii } else { Folding::Exact };
        let folding = claim.profile.folding.unwrap_or(undeclared);
        let registry = ReferenceRegistry { claim, latitude, folding, contents: Mutex::default() };
        {
            let mut contents = lock(&registry.contents);
            for names in built_in {
                let first = names[0].clone();
                let calendar = Arc::new(NameOnly(first.clone()));
                let id = registry.next_id(&mut contents);
                contents.put(id, Entry { first, calendar, is_built_in: true });
                for name in names {
                    contents.names.insert(registry.key(name), (name.clone(), id));
                }
            }
        }
        registry
    }

    fn key(&self, name: &str) -> Key {
        key(&Name::from(name), self.folding)
    }

    fn next_id(&self, contents: &mut Contents) -> u64 {
        contents.given += 1;
        let down = self.latitude.takes(Freedom::CountsDown);
        if down { contents.given.wrapping_neg() } else { contents.given }
    }

    fn shown_id(&self, id: u64) -> Option<u64> {
        (self.claim.profile.ids == Some(Ids::Unique)).then_some(id)
    }

    /// A refusal with one of the reasons, or without a reason.
    fn refuse<T>(&self, mut reasons: Vec<RegistryRefusal>) -> Answer<T> {
        if self.latitude.takes(Freedom::NamesAnotherReason) {
            reasons.reverse();
        }
        if self.latitude.takes(Freedom::ExplainsNothing) {
            reasons.clear();
        }
        Err(reasons.into_iter().next().unwrap_or(RegistryRefusal::Unexplained))
    }

    /// Admits a call, unless shutdown has begun.
    fn admit(&self, contents: &Contents) -> Answer<()> {
        match self.claim.profile.shutdown {
            _ if !contents.ended => Ok(()),
            Some(Shutdown::NotFound) => Err(RegistryRefusal::NotFound),
            _ => Err(RegistryRefusal::Gone),
        }
    }

    /// Whether this registry refuses the text as a name.
    fn is_no_name(&self, text: &str) -> bool {
        let profile = &self.claim.profile;
        let strict = self.latitude.takes(Freedom::RefusesOddNames);
        let too_long = match profile.name_limit {
            Some(NameLimit::Bytes(limit)) => text.len() > limit as usize,
            Some(_) => false,
            None => strict && text.len() > 32,
        };
        let is_empty = match profile.empty_name {
            Some(EmptyName::Refused) => text.is_empty(),
            Some(_) => false,
            None => strict && text.is_empty(),
        };
        let is_odd = text.trim() != text || text.contains(char::is_control);
        too_long || is_empty || (strict && is_odd)
    }

    /// The calendar's own name, which foreign code returns.
    fn first_name(&self, calendar: &Arc<dyn Calendar>) -> Answer<String> {
        let ask = || calendar.id().to_owned();
        if !self.latitude.takes(Freedom::CatchesWhatBreaks) {
            return Ok(ask());
        }
        panic::catch_unwind(AssertUnwindSafe(ask))
            .map_err(|_| RegistryRefusal::Failed { why: "it broke".to_owned() })
    }

    fn same_backend(&self) -> SameBackend {
        let otherwise = self.latitude.takes(Freedom::DoesOtherwise);
        let undeclared = if otherwise { SameBackend::SecondId } else { SameBackend::Refused };
        self.claim.profile.same_backend.unwrap_or(undeclared)
    }

    fn clash(&self) -> Clash {
        let otherwise = self.latitude.takes(Freedom::DoesOtherwise);
        let undeclared = if otherwise { Clash::LastWins } else { Clash::RejectWhole };
        self.claim.profile.clash.unwrap_or(undeclared)
    }

    /// The requested names that other calendars keep, and whether their owner is built in.
    fn kept(&self, contents: &Contents, offer: &Offer<'_>) -> Vec<(Key, bool)> {
        let profile = &self.claim.profile;
        let mut kept = Vec::new();
        for key in &offer.keys {
            let Some((_, id)) = contents.names.get(key) else { continue };
            let Some(owner) = contents.calendars.get(id) else { continue };
            let protected = owner.is_built_in && profile.built_ins != Some(BuiltIns::Replaceable);
            let is_own = Arc::ptr_eq(&owner.calendar, offer.calendar);
            if !is_own && (protected || self.clash() != Clash::LastWins) {
                kept.push((key.clone(), owner.is_built_in));
            }
        }
        kept
    }

    /// The reasons to refuse the registration.
    fn objections(&self, contents: &Contents, offer: &Offer<'_>) -> Vec<RegistryRefusal> {
        let empty = String::new;
        let mut reasons = Vec::new();
        if self.claim.profile.open == Some(Open::Closed) {
            reasons.push(RegistryRefusal::Closed);
        }
        let mut keys = offer.keys.clone();
        keys.sort();
        let is_repeated = keys.windows(2).any(|pair| pair[0] == pair[1])
            && self.latitude.takes(Freedom::RefusesRepeatedNames);
        if is_repeated || offer.names.iter().any(|name| self.is_no_name(name)) {
            reasons.push(RegistryRefusal::BadName { name: empty(), why: empty() });
        }
        let is_there = contents.id_of(offer.calendar).is_some();
        if is_there && self.same_backend() == SameBackend::Refused {
            reasons.push(RegistryRefusal::SameCalendar { owner: empty() });
        }
        let kept = self.kept(contents, offer);
        let rejects = self.clash() == Clash::RejectWhole;
        if rejects && kept.iter().any(|(_, is_built_in)| *is_built_in) {
            reasons.push(RegistryRefusal::Protected);
        }
        if rejects && !kept.is_empty() {
            reasons.push(RegistryRefusal::Taken { name: empty(), owner: empty() });
        }
        reasons
    }

    fn enter(&self, contents: &mut Contents, offer: &Offer<'_>) -> Answer<Registered> {
        let there = contents.id_of(offer.calendar);
        let again = there.filter(|_| self.same_backend() == SameBackend::SameId);
        if let Some(id) = again
            && !self.latitude.takes(Freedom::AddsNamesToTheSameId)
        {
            return Ok(self.registered(contents, id, offer, true));
        }
        let reasons = self.objections(contents, offer);
        if !reasons.is_empty() {
            return self.refuse(reasons);
        }
        let kept = self.kept(contents, offer);
        let id = again.unwrap_or_else(|| self.next_id(contents));
        for (key, name) in offer.keys.iter().zip(&offer.names) {
            if kept.iter().all(|(other, _)| other != key) {
                contents.names.insert(key.clone(), ((*name).to_owned(), id));
            }
        }
        if again.is_none() {
            let (first, calendar) = (offer.names[0].to_owned(), Arc::clone(offer.calendar));
            contents.put(id, Entry { first, calendar, is_built_in: false });
        }
        Ok(self.registered(contents, id, offer, again.is_some()))
    }

    /// The response to a registration of the calendar with this id, which may be an existing one.
    fn registered(
        &self,
        contents: &Contents,
        id: u64,
        offer: &Offer<'_>,
        again: bool,
    ) -> Registered {
        let own = |key: &Key| contents.names.get(key).filter(|(_, owner)| *owner == id);
        let mut names: Vec<String> =
            offer.keys.iter().filter_map(own).map(|(name, _)| name.clone()).collect();
        if again && self.latitude.takes(Freedom::TellsAllNames) {
            names = contents.names_of(id);
        } else if !self.latitude.takes(Freedom::TellsRepeatedNames) {
            names.sort();
            names.dedup();
        }
        Registered { id: self.shown_id(id), names: Some(names) }
    }

    fn found(&self, contents: &Contents, id: u64) -> Answer<Found> {
        let entry = contents.calendars.get(&id).ok_or(RegistryRefusal::NotFound)?;
        Ok(Found {
            calendar: Arc::clone(&entry.calendar),
            id: self.shown_id(id),
            name: Some(entry.first.clone()),
        })
    }

    /// The calendar to which an unknown name resolves, if any.
    fn fallback(&self, contents: &Contents) -> Option<u64> {
        let other = match &self.claim.profile.unknown_name {
            Some(UnknownName::FallsBackTo(other)) => other,
            None if self.latitude.takes(Freedom::DoesOtherwise) => {
                self.claim.built_in.first()?.first()?
            }
            _ => return None,
        };
        contents.names.get(&self.key(other.text()?)).map(|(_, id)| *id)
    }

    /// A list, or the refusal of one.
    fn list<T>(
        &self,
        declared: Option<Listing>,
        each: impl FnOnce(&Contents) -> Answer<Vec<T>>,
    ) -> Answer<Vec<T>> {
        if declared == Some(Listing::None) {
            return Err(RegistryRefusal::Unsupported);
        }
        let contents = lock(&self.contents);
        let nothing = self.claim.profile.shutdown == Some(Shutdown::NotFound)
            && self.latitude.takes(Freedom::ListsNothingInTheEnd);
        if contents.ended && nothing {
            return Ok(Vec::new());
        }
        self.admit(&contents)?;
        each(&contents)
    }
}

impl CalendarRegistry for ReferenceRegistry {
    fn register(&self, calendar: Arc<dyn Calendar>, aliases: &[&str]) -> Answer<Registered> {
        let first = self.first_name(&calendar)?;
        let names: Vec<&str> =
            [first.as_str()].into_iter().chain(aliases.iter().copied()).collect();
        let keys = names.iter().map(|name| self.key(name)).collect();
        let mut contents = lock(&self.contents);
        self.admit(&contents)?;
        self.enter(&mut contents, &Offer { calendar: &calendar, names, keys })
    }

    fn find(&self, name: &str) -> Answer<Found> {
        let contents = lock(&self.contents);
        self.admit(&contents)?;
        if let Some((_, id)) = contents.names.get(&self.key(name)) {
            return self.found(&contents, *id);
        }
        if let Some(id) = self.fallback(&contents) {
            return self.found(&contents, id);
        }
        self.refuse(vec![RegistryRefusal::NotFound])
    }

    fn by_id(&self, id: u64) -> Answer<Found> {
        if self.claim.profile.ids != Some(Ids::Unique) {
            return Err(RegistryRefusal::Unsupported);
        }
        let contents = lock(&self.contents);
        self.admit(&contents)?;
        self.found(&contents, id)
    }

    fn unregister(&self, name: &str) -> Answer<()> {
        let profile = &self.claim.profile;
        if profile.open != Some(Open::RegisterAndUnregister) {
            return Err(RegistryRefusal::Closed);
        }
        let mut contents = lock(&self.contents);
        self.admit(&contents)?;
        let Some((_, id)) = contents.names.get(&self.key(name)) else {
            return self.refuse(vec![RegistryRefusal::NotFound]);
        };
        let Some(entry) = contents.calendars.get(id) else {
            return Err(RegistryRefusal::NotFound);
        };
        let stays = profile.built_ins == Some(BuiltIns::Protected)
            || !self.latitude.takes(Freedom::LetsBuiltInsGo);
        if entry.is_built_in && stays {
            return self.refuse(vec![RegistryRefusal::Protected, RegistryRefusal::NotFound]);
        }
        let calendar = Arc::clone(&entry.calendar);
        let out = contents.remove(&calendar);
        // A calendar may call the registry when it is dropped.
        drop(contents);
        drop((out, calendar));
        Ok(())
    }

    fn names(&self) -> Answer<Vec<String>> {
        self.list(self.claim.profile.listing_names, |contents| {
            Ok(contents.names.values().map(|(name, _)| name.clone()).collect())
        })
    }

    fn calendars(&self) -> Answer<Vec<Found>> {
        self.list(self.claim.profile.listing_calendars, |contents| {
            contents.calendars.keys().map(|id| self.found(contents, *id)).collect()
        })
    }

    fn shut_down(&self) -> Answer<()> {
        if matches!(self.claim.profile.shutdown, None | Some(Shutdown::None)) {
            return Err(RegistryRefusal::Unsupported);
        }
        let mut contents = lock(&self.contents);
        if !self.latitude.takes(Freedom::EndsTwice) {
            self.admit(&contents)?;
        }
        contents.ended = true;
        Ok(())
    }
}

//! Names lead where they are said to lead.

use crate::check::programs::{Plan, Programs};
use crate::history;
use crate::profile::RegistryClaim;
use crate::program::{Call, Program};

/// Every name of the system's calendars is looked for, and the calendar found is the one that has it.
pub fn every_name_leads_to_its_calendar(claim: &RegistryClaim) -> Plan {
    let names = claim.built_in.iter().flatten();
    let calls: Vec<Call> = names.map(|name| Call::Find(name.clone())).collect();
    if calls.is_empty() {
        return Err("the registry has no calendar from the start".to_owned());
    }
    let planned = vec![Program::sequence(Vec::new(), calls)];
    Ok(Programs { planned, generated: None, judge: history::explained })
}

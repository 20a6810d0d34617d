//! Reports for people and for machines, all made from event logs: one file for each format. A
//! format takes what `model` provides, and its template does the escaping.

mod annotations;
mod badge;
mod days;
mod difference;
mod escape;
mod html;
mod junit;
mod log;
mod markdown;
mod model;
mod sarif;
mod text;
mod words;

pub(crate) use annotations::write as annotations;
pub(crate) use badge::write as badge;
pub(crate) use difference::{Change, Changed, Failures};
pub(crate) use html::write as html;
pub(crate) use junit::write as junit;
pub(crate) use markdown::write as markdown;
pub(crate) use model::{LoggedRun, read};
pub(crate) use sarif::write as sarif;

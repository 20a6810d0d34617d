//! The byte encoding of programs.
//!
//! A backend is its name, a byte for its behaviour in the order of [`Behaviour`], and that
//! behaviour's name or call, if any. A locale is 0, or 1 and its text. A call is a byte in the
//! order of [`Call`] and its arguments: a backend as a `u16`, names, an id as an `i64`.

use crate::case::bytes::{Reader, write_i64};
use crate::program::{Backend, Behaviour, Call, Name, Program};

pub fn read(reader: &mut Reader<'_>) -> Option<Program> {
    let backends = reader.list(read_backend)?;
    let locale = if reader.flag()? { Some(String::from_utf8(reader.bytes()?).ok()?) } else { None };
    let calls = |reader: &mut Reader<'_>| reader.list(read_call);
    let (before, threads) = (calls(reader)?, reader.list(calls)?);
    let after = calls(reader)?;
    let program = Program { backends, locale, before, threads, after, ..Program::default() };
    program.checked().ok()
}

fn read_backend(reader: &mut Reader<'_>) -> Option<Backend> {
    let name = read_name(reader)?;
    let call = |reader: &mut Reader<'_>| read_call(reader).map(Box::new);
    let behaviour = match reader.byte()? {
        0 => Behaviour::Plain,
        1 => Behaviour::Panics,
        2 => Behaviour::ThenSays(read_name(reader)?),
        3 => Behaviour::Asks(call(reader)?),
        4 => Behaviour::AsksWhenDropped(call(reader)?),
        5 => Behaviour::Waits,
        _ => return None,
    };
    Some(Backend { name, behaviour })
}

fn read_name(reader: &mut Reader<'_>) -> Option<Name> {
    reader.bytes().map(Name::new)
}

fn read_call(reader: &mut Reader<'_>) -> Option<Call> {
    let place = |reader: &mut Reader<'_>| reader.array().map(u16::from_le_bytes).map(usize::from);
    Some(match reader.byte()? {
        0 => Call::Register(place(reader)?, reader.list(read_name)?),
        1 => Call::Unregister(read_name(reader)?),
        2 => Call::Find(read_name(reader)?),
        3 => Call::FindIdOf(place(reader)?),
        4 => Call::FindId(reader.i64()?),
        5 => Call::Hold(read_name(reader)?),
        6 => Call::Names,
        7 => Call::Calendars,
        8 => Call::Drops,
        9 => Call::ShutDown,
        _ => return None,
    })
}

/// Appends the program; `None` if some part is too long, or if it depends on preceding programs.
pub fn write(program: &Program, bytes: &mut Vec<u8>) -> Option<()> {
    if !program.preceded_by.is_empty() {
        return None;
    }
    write_list(&program.backends, bytes, write_backend)?;
    bytes.push(u8::from(program.locale.is_some()));
    if let Some(locale) = &program.locale {
        write_bytes(locale.as_bytes(), bytes)?;
    }
    write_list(&program.before, bytes, write_call)?;
    write_list(&program.threads, bytes, |calls, bytes| write_list(calls, bytes, write_call))?;
    write_list(&program.after, bytes, write_call)
}

fn write_length(length: usize, bytes: &mut Vec<u8>) -> Option<()> {
    bytes.extend(u16::try_from(length).ok()?.to_le_bytes());
    Some(())
}

fn write_bytes(text: &[u8], bytes: &mut Vec<u8>) -> Option<()> {
    write_length(text.len(), bytes)?;
    bytes.extend(text);
    Some(())
}

fn write_list<T>(
    parts: &[T],
    bytes: &mut Vec<u8>,
    write: impl Fn(&T, &mut Vec<u8>) -> Option<()>,
) -> Option<()> {
    write_length(parts.len(), bytes)?;
    parts.iter().try_for_each(|part| write(part, bytes))
}

fn write_name(name: &Name, bytes: &mut Vec<u8>) -> Option<()> {
    write_bytes(name.bytes(), bytes)
}

fn write_backend(backend: &Backend, bytes: &mut Vec<u8>) -> Option<()> {
    write_name(&backend.name, bytes)?;
    let (tag, name, call) = match &backend.behaviour {
        Behaviour::Plain => (0, None, None),
        Behaviour::Panics => (1, None, None),
        Behaviour::ThenSays(name) => (2, Some(name), None),
        Behaviour::Asks(call) => (3, None, Some(call)),
        Behaviour::AsksWhenDropped(call) => (4, None, Some(call)),
        Behaviour::Waits => (5, None, None),
    };
    bytes.push(tag);
    name.map_or(Some(()), |name| write_name(name, bytes))?;
    call.map_or(Some(()), |call| write_call(call, bytes))
}

fn write_call(call: &Call, bytes: &mut Vec<u8>) -> Option<()> {
    let mut tag = |tag| bytes.push(tag);
    match call {
        Call::Register(backend, aliases) => {
            tag(0);
            write_length(*backend, bytes)?;
            return write_list(aliases, bytes, write_name);
        }
        Call::FindIdOf(backend) => {
            tag(3);
            return write_length(*backend, bytes);
        }
        Call::FindId(id) => {
            tag(4);
            write_i64(*id, bytes);
        }
        Call::Unregister(name) => {
            tag(1);
            return write_name(name, bytes);
        }
        Call::Find(name) => {
            tag(2);
            return write_name(name, bytes);
        }
        Call::Hold(name) => {
            tag(5);
            return write_name(name, bytes);
        }
        Call::Names => tag(6),
        Call::Calendars => tag(7),
        Call::Drops => tag(8),
        Call::ShutDown => tag(9),
    }
    Some(())
}

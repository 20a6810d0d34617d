//! Catches panics of foreign code.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crate::escape::Escaped;

thread_local! {
    static IN_SUBJECT: Cell<bool> = const { Cell::new(false) };
}

/// Runs foreign code. A panic is not printed but returned as its message.
pub(super) fn catch_panic<T>(foreign: impl FnOnce() -> T) -> Result<T, Escaped> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let outer: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send> = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IN_SUBJECT.get() {
                outer(info);
            }
        }));
    });
    let outer = IN_SUBJECT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(foreign));
    IN_SUBJECT.set(outer);
    result.map_err(|payload| words_of(payload.as_ref()).into())
}

/// Locks a mutex even if it is poisoned. For data that is consistent after every statement.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

#!/usr/bin/env python3
"""Your part: calls of the library's registry. Pass every name on; check and lock nothing."""

import string
import threading

import protocol
from protocol import Refused

FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Registry:
    """The calls of a program, on a registry that is fresh for each.

    More of them can be added: unregister(name), find_id(id), hold(name), calendars(), shut_down().
    """

    def __init__(self, backends):
        """`backends` has the name of each calendar that the program may register."""
        self.backends, self.owners, self.lock = backends, {}, threading.Lock()

    def register(self, backend, aliases):
        """Registers the calendar under its own name, self.backends[backend], and these aliases.

        Returns {"registered": {}}, with "id" inside if there are ids, or raises Refused("taken").
        """
        names = {name.translate(FOLD): name for name in [*aliases, self.backends[backend]]}
        with self.lock:
            if any(owner == backend for owner, _ in self.owners.values()):
                raise Refused("same-calendar")
            if not self.owners.keys().isdisjoint(names):
                raise Refused("taken")
            self.owners.update((key, (backend, name)) for key, name in names.items())
        return {"registered": {}}

    def find(self, name):
        """Returns {"found": {"backend": 0}} for the calendar that the program registered,
        {"found": {"built-in": "gregorian"}} for a built-in one, or raises
        Refused("not-found")."""
        with self.lock:
            if name.translate(FOLD) not in self.owners:
                raise Refused("not-found")
            return {"found": {"backend": self.owners[name.translate(FOLD)][0]}}

    def names(self):
        """Returns {"names": [...]} with all names."""
        with self.lock:
            return {"names": [name for _, name in self.owners.values()]}


NAME, VERSION = "mine", "0.1.0"  # fill in: the library and its version

CLAIM = {
    # What the documentation promises; omit the rest, and see `calproof explain profile`
    "profile": {
        "open": "register", "threads": "safe", "folding": "ascii", "clash": "reject-whole",
        "built-ins": "none", "same-backend": "refused", "unknown-name": "refused",
        "listing-names": "snapshot", "ids": "none",
    },
    "built-in": [],  # for each built-in calendar all its names, the main one first
    "afresh": "each-program",  # or "each-process", if the process has one registry for all
}

if __name__ == "__main__":
    protocol.serve(NAME, VERSION, [], (CLAIM, Registry))

#!/usr/bin/env python3
"""Your part: calls of the library's registry. Pass every name on; check and lock nothing."""

import protocol
from protocol import UNSUPPORTED, Refused


class Registry:
    """The calls of a program, on a registry that is fresh for each.

    More of them can be added: unregister(name), find_id(id), hold(name), calendars(), shut_down().
    """

    def __init__(self, backends):
        """`backends` has the name of each calendar that the program may register."""
        self.backends = backends

    def register(self, backend, aliases):
        """Registers the calendar under its own name, self.backends[backend], and these aliases.

        Returns {"registered": {}}, with "id" inside if there are ids, or raises Refused("taken").
        """
        raise Refused(UNSUPPORTED)  # fill in

    def find(self, name):
        """Returns {"found": {"backend": 0}} for the calendar that the program registered,
        {"found": {"built-in": "gregorian"}} for a built-in one, or raises
        Refused("not-found")."""
        raise Refused(UNSUPPORTED)  # fill in

    def names(self):
        """Returns {"names": [...]} with all names."""
        raise Refused(UNSUPPORTED)  # fill in


NAME, VERSION = "mine", "0.1.0"  # fill in: the library and its version

CLAIM = {
    # What the documentation promises; omit the rest, and see `calproof explain profile`
    "profile": {
        "open": "register", "threads": "safe",  # fill in the rest
    },
    "built-in": [],  # for each built-in calendar all its names, the main one first
    "afresh": "each-program",  # or "each-process", if the process has one registry for all
}

if __name__ == "__main__":
    protocol.serve(NAME, VERSION, [], (CLAIM, Registry))

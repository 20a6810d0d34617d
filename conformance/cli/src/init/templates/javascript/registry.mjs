// Your part: calls of the library's registry. Pass every name on, and check nothing.

import { Refused, UNSUPPORTED, serve } from './protocol.mjs';

// The calls of a program, on a registry that is fresh for each. More of the protocol's calls can be
// added: unregister(name), findId(id), hold(name), calendars(), shutDown().
class Calls {
  // `backends` has the name of each calendar that the program may register.
  constructor(backends) {
    this.backends = backends;
  }

  // Registers the calendar under its own name, this.backends[backend], and these aliases. Returns
  // { registered: {} }, with the id inside if the registry has ids, or throws Refused('taken').
  register(backend, aliases) {
    throw new Refused(UNSUPPORTED); // fill in
  }

  // Returns { found: { backend: 0 } } for the calendar that the program registered,
  // { found: { 'built-in': 'gregorian' } } for a built-in one, or throws
  // Refused('not-found').
  find(name) {
    throw new Refused(UNSUPPORTED); // fill in
  }

  // Returns { names: [...] } with all names.
  names() {
    throw new Refused(UNSUPPORTED); // fill in
  }
}

const [name, version] = ['mine', '0.1.0']; // fill in: the library and its version

const claim = {
  // What the documentation promises; omit the rest, and see `calproof explain profile`
  profile: {
    open: 'register', // fill in the rest
    threads: 'single', // a thread of Node has a registry of its own
  },
  'built-in': [], // for each built-in calendar all its names, the main one first
  afresh: 'each-program', // or 'each-process', if the process has one registry for all
};

await serve(name, version, [], { claim, Calls });

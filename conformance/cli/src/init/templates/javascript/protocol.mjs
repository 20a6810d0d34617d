// The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change.

import { writeSync } from 'node:fs';
import readline from 'node:readline';

// Thrown when the library refuses, with a reason that the protocol lists.
export class Refused extends Error {}

export const UNSUPPORTED = 'unsupported';

// Sends the hello line, then answers each line until the input ends. `registry` is what hello
// declares about one, and the class of its calls.
export async function serve(name, version, calendars, registry) {
  // Output of the library goes to standard error.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const claims = calendars.map((calendar) => ({
    ...calendar,
    answers: Object.keys(calendar.answers),
  }));
  const hello = { protocol: 1, name, version, integers: 'safe', calendars: claims };
  say({ hello: registry ? { ...hello, registry: registry.claim } : hello });
  const functions = new Map(calendars.map((calendar) => [calendar.id, calendar.answers]));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, ask, calendar, of: items, run } = JSON.parse(line);
    if (registry && run) {
      say({ id, ran: ran(registry.Calls, run) });
      continue;
    }
    const answer = functions.get(calendar)[ask];
    say({ id, got: items.map((item) => result(() => answer(...[item].flat()))) });
  }
}

function say(message) {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error; // The pipe is full: try again.
    }
  }
}

// The function's result, or why there is none.
function result(answer) {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) return { no: error.message };
    return { broke: String(error).slice(0, 200) };
  }
}

// Threads of Node share no objects, so programs with threads are unsupported.
function ran(Calls, { backends = [], before = [], threads = [], after = [] }) {
  const program = new Program(Calls, backends);
  return {
    before: before.map((call) => program.record(call)),
    threads: threads.map((calls) => calls.map(() => program.made(unsupported))),
    after: after.map((call) => program.record(call)),
  };
}

// A running program: its calls, its ticket counter, and the ids that it registered.
class Program {
  constructor(Calls, backends) {
    this.names = backends.map(({ name }) => text(name));
    this.calls = new Calls(this.names);
    this.tickets = 0;
    this.ids = new Map();
  }

  record(call) {
    const [kind, operand] = typeof call === 'string' ? [call] : Object.entries(call)[0];
    const { method, operands } = this.read(kind, operand);
    const known = this.calls[method] && !operands.flat().includes(null);
    const record = this.made(known ? () => this.calls[method](...operands) : unsupported);
    const { registered } = record[2] ?? {};
    if (registered?.id !== undefined) this.ids.set(operands[0], registered.id);
    return record;
  }

  made(call) {
    const called = this.tickets++;
    const said = result(call);
    return [called, this.tickets++, said];
  }

  // The method that makes the call, and its arguments; null is a name that no string can hold.
  read(kind, operand) {
    if (kind === 'register') {
      const own = this.names[operand[0]] === null ? null : operand[0];
      return { method: 'register', operands: [own, operand[1].map(text)] };
    }
    if (kind === 'find-id-of') {
      return { method: 'findId', operands: [this.ids.get(operand) ?? null] };
    }
    const method = kind.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    return { method, operands: operand === undefined ? [] : [text(operand)] };
  }
}

function text(name) {
  if (name?.hex === undefined) return name;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(Buffer.from(name.hex, 'hex'));
  } catch {
    return null;
  }
}

function unsupported() {
  throw new Refused(UNSUPPORTED);
}

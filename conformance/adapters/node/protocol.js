// The protocol in conformance/PROTOCOL.md for calendars: sends its hello line, then answers a question a line.

import { createInterface } from 'node:readline';

// The Rata Die of 1970-01-01; Julian day number minus Rata Die.
export const UNIX_EPOCH = 719163;
export const JULIAN_DAY = 1721425;

// Thrown where the library says no, with a reason that PROTOCOL.md lists.
export class Refused extends Error {}

// The same function, but for exceptions that the library documents and that give no reason in a word.
export function refuses(documented, ask) {
  return (...item) => {
    try {
      return ask(...item);
    } catch (error) {
      if (error instanceof documented) throw new Refused('unexplained');
      throw error;
    }
  };
}

// The same function for a library that has no leap months: it cannot be asked about one.
export function commonMonths(ask) {
  return (year, month, ...day) => {
    if (typeof month === 'string') throw new Refused('unsupported');
    return ask(year, month, ...day);
  };
}

function result(ask, item) {
  try {
    return Array.isArray(item) ? ask(...item) : ask(item);
  } catch (error) {
    return error instanceof Refused ? { no: error.message } : { broke: String(error).slice(0, 200) };
  }
}

function send(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export async function serve({ name, version, calendars }) {
  const claims = calendars.map((claim) => ({ ...claim, answers: Object.keys(claim.answers) }));
  const about = { protocol: 1, name, version, integers: 'safe' };
  send({ hello: { ...about, calendars: claims } });
  const answers = new Map(calendars.map((claim) => [claim.id, claim.answers]));
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, ask, calendar, of } = JSON.parse(line);
    const answer = answers.get(calendar)[ask];
    send({ id, got: of.map((item) => result(answer, item)) });
  }
}

// JavaScript's Date against gregory.json: `node --test`, in this folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const { groups } = JSON.parse(readFileSync(new URL('../gregory.json', import.meta.url)));
const [EPOCH, LAST] = [719163, 1e8]; // the day 1970-01-01, and how many days Date has around it

const answers = {
  date(day) {
    const date = new Date((day - EPOCH) * 864e5);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  },
  day([year, month, day]) {
    const date = new Date(0).setUTCFullYear(year, month - 1, day) / 864e5 + EPOCH;
    // What does not exist rolls over into another date.
    return String(answers.date(date)) === String([year, month, day]) ? date : NaN;
  },
};

for (const { question, tests } of groups.filter(({ question }) => question in answers)) {
  for (const { id, of, result, expected, allowed = [expected] } of tests) {
    test(id, () => {
      const said = answers[question](of);
      const isBeyond = Math.abs((question === 'date' ? of : expected) - EPOCH) > LAST;
      const mayRefuse = [said].flat().includes(NaN) && (result !== 'valid' || isBeyond);
      assert.ok(mayRefuse || allowed.map(String).includes(String(said)), `answered ${said}`);
    });
  }
}

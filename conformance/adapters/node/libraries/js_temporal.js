// @js-temporal/polyfill: the calendars of Temporal, most of them by way of Intl.

import { Temporal } from '@js-temporal/polyfill';

import { claims } from '../temporal.js';

export const NAME = '@js-temporal/polyfill';
// Temporal has the years -271821 to 275760; a walk through the Gregorian years 1900 to 2099 ends.
// Not those in which it depends on Node's ICU: of `coptic` and `ethiopic` ICU 78 and this version call
// the era by other names, and `buddhist` and `hebrew` are ICU's beyond these years. See NOTES.md.
const LEFT_OUT = ['coptic', 'ethiopic', 'buddhist', 'hebrew'];
export const CALENDARS = claims(Temporal, 693596, 766644, LEFT_OUT);

// @js-temporal/polyfill: the calendars of Temporal, most of them through Intl.

import { Temporal } from '@js-temporal/polyfill';

import { claims } from '../temporal.js';

export const NAME = '@js-temporal/polyfill';
// Temporal has the years -271821 to 275760, but a sweep of more than 1900 to 2099 would take too
// long. Without the calendars that depend on Node's ICU: ICU 78 and this version name the eras of
// `coptic` and `ethiopic` differently, and beyond these years `buddhist` and `hebrew` come from
// ICU. See NOTES.md.
const LEFT_OUT = ['coptic', 'ethiopic', 'buddhist', 'hebrew'];
export const CALENDARS = claims(Temporal, 693596, 766644, LEFT_OUT);

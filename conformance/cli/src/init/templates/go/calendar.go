// Your part: functions that ask the library. Pass everything on; check and correct nothing.

package main

// The date []any{year, month, day} of a day. Day 1 is Monday, 1 January of the year 1.
func date(day int64) (any, error) {
	return nil, Unsupported // fill in
}

// The day of a date, which may not exist: then `return nil, Refused("no-such-day")`, or another
// reason.
func day(year int64, month Month, day int64) (any, error) {
	return nil, Unsupported // fill in
}

func main() {
	calendar := Calendar{
		ID:       "gregory", // fill in: calproof list calendars
		Rule:     "gregory", // the published rule by which the library computes it
		First:    1,         // the days that it promises: here those of the
		Last:     3652059,   // years 1 to 9999
		Beyond:   "refuses", // or "clamps": what `date` does with other days
		YearZero: true,      // whether the library's own years have a year 0
		Answers: map[string]Answer{ // and more questions of the protocol, as you like
			"date": func(it Item) (any, error) { return date(it.Number(0)) },
			"day": func(it Item) (any, error) {
				return day(it.Number(0), it.Month(1), it.Number(2))
			},
		},
	}
	Serve("mine", "0.1.0", []Calendar{calendar}, nil) // fill in: the library and its version
}

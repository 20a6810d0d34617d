// Your part: functions that ask the library. Pass everything on; check and correct nothing.

package main

func newYear(year int64) int64 {
	before := year - 1
	return 365*before + before/4 - before/100 + before/400 + 1
}

func length(year, month int64) int64 {
	switch month {
	case 2:
		return newYear(year+1) - newYear(year) - 337
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// The date []any{year, month, day} of a day. Day 1 is Monday, 1 January of the year 1.
func date(day int64) (any, error) {
	if day < 1 || day > 3652059 {
		return nil, Refused("out-of-range")
	}
	year, month := day/366+1, int64(1)
	for newYear(year+1) <= day {
		year++
	}
	for day -= newYear(year) - 1; day > length(year, month); month++ {
		day -= length(year, month)
	}
	return []any{year, month, day}, nil
}

// The day of a date, which may not exist: then `return nil, Refused("no-such-day")`, or another
// reason.
func day(year int64, month Month, day int64) (any, error) {
	if year < 1 || year > 9999 {
		return nil, Refused("out-of-range")
	}
	if month.Leap || month.Number < 1 || month.Number > 12 {
		return nil, Refused("no-such-month")
	}
	if day < 1 || day > length(year, month.Number) {
		return nil, Refused("no-such-day")
	}
	for before := int64(1); before < month.Number; before++ {
		day += length(year, before)
	}
	return newYear(year) + day - 1, nil
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

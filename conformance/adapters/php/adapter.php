<?php

// The adapter for PHP's calendar extension, over the protocol in conformance/PROTOCOL.md.

declare(strict_types=1);

// The difference between a Julian day number and Rata Die.
const JULIAN_DAY = 1721425;

/** The reason for a refusal. */
class Refused extends Exception
{
}

/** Arithmetic beyond PHP's integers gives a float, which is unsupported. */
function integer(int|float $number): int
{
    return is_int($number) ? $number : throw new Refused('unsupported');
}

/** The number of a month. In the Jewish calendar Adar I is 6, and Adar is 7 in every year. */
function month(int $calendar, int $year, int|string $month): int
{
    if ($calendar !== CAL_JEWISH) {
        return is_int($month) ? $month : throw new Refused('unsupported');
    }
    if (is_string($month)) {
        // In a year without it the extension takes month 6 for Adar, which is not documented.
        $isLeapYear = cal_days_in_month(CAL_JEWISH, 6, $year) > 0;
        return $month === 'M05L' && $isLeapYear ? 6 : throw new Refused('unsupported');
    }
    return $month > 5 ? integer($month + 1) : $month;
}

/** "Note that there is no year 0", in the calendars that have years before 1. */
function nativeYear(int $calendar, int $year): int
{
    $isShifted = in_array($calendar, [CAL_GREGORIAN, CAL_JULIAN]) && $year <= 0;
    return $isShifted ? integer($year - 1) : $year;
}

/** gregor.c: "If the input SDN is less than 1, the three output values will all be set to zero". */
function dateOf(int $calendar, int $day): array
{
    $date = cal_from_jd(integer($day + JULIAN_DAY), $calendar);
    if ($date['month'] === 0) {
        throw new Refused('unexplained');
    }
    $year = $date['year'];
    $month = $date['month'];
    if ($calendar === CAL_JEWISH) {
        $month = $month === 6 ? 'M05L' : $month - (int) ($month > 6);
    }
    return [$year < 0 ? $year + 1 : $year, $month, $date['day']];
}

/** gregoriantojd: "Dates outside the valid range return 0"; the others do so in their sources. */
function nativeDay(int $calendar, int $year, int $month, int $day): int
{
    $number = cal_to_jd($calendar, $month, $day, $year);
    return $number === 0 ? throw new Refused('unexplained') : $number - JULIAN_DAY;
}

function dayOf(int $calendar, int $year, int|string $month, int $day): int
{
    $number = month($calendar, $year, $month);
    return nativeDay($calendar, nativeYear($calendar, $year), $number, $day);
}

function daysInMonth(int $calendar, int $year, int|string $month): int
{
    $number = month($calendar, $year, $month);
    return cal_days_in_month($calendar, $number, nativeYear($calendar, $year));
}

const ASKS = [
    'date' => 'dateOf', 'day' => 'dayOf', 'day-native' => 'nativeDay', 'days-in-month' => 'daysInMonth',
];

const CALENDARS = [
    'gregory' => CAL_GREGORIAN, 'julian' => CAL_JULIAN, 'hebrew' => CAL_JEWISH,
    'french-republican-equinox' => CAL_FRENCH,
];

/** "from November 25, 4714 B.C. to at least December 31, 9999 A.D."; the others as noted. */
function claims(): array
{
    $ranges = [
        'gregory' => [1, cal_to_jd(CAL_GREGORIAN, 12, 31, 9999)],
        // "4713 B.C. to 9999 A.D."; its first day would be 0.
        'julian' => [1, cal_to_jd(CAL_JULIAN, 12, 31, 9999)],
        // "all the way back to the year 1"; an end is not documented.
        'hebrew' => [cal_to_jd(CAL_JEWISH, 1, 1, 1), cal_to_jd(CAL_GREGORIAN, 12, 31, 9999)],
        // "years 1 through 14": historical years, before there was a rule for leap years.
        'french-republican-equinox' => [cal_to_jd(CAL_FRENCH, 1, 1, 1), cal_to_jd(CAL_FRENCH, 13, 5, 14)],
    ];
    $claims = [];
    foreach ($ranges as $id => [$first, $last]) {
        $isJewish = $id === 'hebrew';
        $claims[] = [
            'id' => $id, 'rule' => $id,
            'first' => $first - JULIAN_DAY, 'last' => $last - JULIAN_DAY,
            'beyond' => 'refuses', 'year_zero' => !in_array($id, ['gregory', 'julian']),
            // gregor.c: "some invalid dates […] will return a positive value".
            'impossible' => ['day' => 'undefined'] + ($isJewish ? [] : ['day-native' => 'undefined']),
            // Not `day-native` of `hebrew`, whose common years have no month 6.
            'answers' => array_values(array_diff(array_keys(ASKS), $isJewish ? ['day-native'] : [])),
        ];
    }
    return $claims;
}

function result(string $ask, int $calendar, int|array $item): mixed
{
    try {
        return ASKS[$ask]($calendar, ...(array) $item);
    } catch (Refused $refused) {
        return ['no' => $refused->getMessage()];
    } catch (ValueError) { // PHP throws it for an argument of the right type with an invalid value.
        return ['no' => 'unexplained'];
    } catch (Throwable $error) {
        return ['broke' => substr(get_class($error) . ': ' . $error->getMessage(), 0, 200)];
    }
}

function send(array $line): void
{
    fwrite(STDOUT, json_encode($line, JSON_THROW_ON_ERROR) . "\n");
}

send(['hello' => [
    'protocol' => 1, 'name' => 'PHP calendar', 'version' => PHP_VERSION, 'integers' => 'i64',
    'calendars' => claims(),
]]);
while (($line = fgets(STDIN)) !== false) {
    ['id' => $id, 'ask' => $ask, 'calendar' => $calendar, 'of' => $items] =
        json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    $got = array_map(fn ($item) => result($ask, CALENDARS[$calendar], $item), $items);
    send(['id' => $id, 'got' => $got]);
}

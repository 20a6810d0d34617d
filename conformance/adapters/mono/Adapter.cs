// The adapter for System.Globalization of Mono, by the protocol in conformance/PROTOCOL.md.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

/// Thrown if the library cannot be asked the question at all.
class Unsupported : Exception {}

/// A calendar with its own years. Calendars with several eras are not included.
class Claim
{
    // 1 January of the year 1, Rata Die 1.
    static readonly DateTime Beginning = DateTime.MinValue;

    public readonly string Id;
    readonly string rule;
    readonly Calendar calendar;
    /// Added to its years to give extended years.
    readonly int offset;
    readonly bool hasLeapMonths;

    public Claim(string id, Calendar calendar, int offset = 0, string rule = null)
    {
        Id = id;
        this.rule = rule ?? id;
        this.calendar = calendar;
        this.offset = offset;
        hasLeapMonths = calendar is EastAsianLunisolarCalendar || calendar is HebrewCalendar;
    }

    public string Hello()
    {
        return $"{{\"id\":\"{Id}\",\"rule\":\"{rule}\",\"first\":{Day(calendar.MinSupportedDateTime)},"
            + $"\"last\":{Day(calendar.MaxSupportedDateTime)},\"beyond\":\"refuses\",\"year_zero\":true,"
            + "\"answers\":[\"date\",\"day\",\"months-in-year\",\"days-in-year\",\"days-in-month\","
            // calproof has no native years with another epoch.
            + (offset == 0 ? "\"day-native\"," : "") + "\"is-leap-year\"]}";
    }

    static long Day(DateTime time)
    {
        return (time - Beginning).Days + 1;
    }

    public string Answer(string ask, long[] item)
    {
        if (ask == "date") {
            return Date(item[0]);
        }
        int year = Integer(ask == "day-native" ? item[0] : item[0] - offset);
        switch (ask) {
        case "months-in-year":
            return calendar.GetMonthsInYear(year).ToString();
        case "days-in-year":
            return calendar.GetDaysInYear(year).ToString();
        case "is-leap-year":
            return calendar.IsLeapYear(year) ? "true" : "false";
        case "days-in-month":
            return calendar.GetDaysInMonth(year, Ordinal(year, item[1])).ToString();
        }
        int month = ask == "day-native" ? Integer(item[1]) : Ordinal(year, item[1]);
        return Day(calendar.ToDateTime(year, month, Integer(item[2]), 0, 0, 0, 0)).ToString();
    }

    string Date(long day)
    {
        if (day < 1 || day > Day(DateTime.MaxValue)) {
            throw new Unsupported();
        }
        DateTime time = Beginning.AddDays(day - 1);
        int year = calendar.GetYear(time);
        return $"[{year + offset},{Code(year, calendar.GetMonth(time))},{calendar.GetDayOfMonth(time)}]";
    }

    static int Integer(long number)
    {
        return number == (int) number ? (int) number : throw new Unsupported();
    }

    /// The leap month's ordinal: "GetLeapMonth: a positive integer that indicates the leap month",
    /// or 0. For Hebrew years it gives 7, Adar II, but the additional month is Adar I.
    int LeapMonth(int year)
    {
        if (!hasLeapMonths) {
            return 0;
        }
        int leap = calendar.GetLeapMonth(year);
        return calendar is HebrewCalendar && leap > 0 ? leap - 1 : leap;
    }

    string Code(int year, int month)
    {
        int leap = LeapMonth(year);
        if (month == leap) {
            return $"\"M{month - 1:00}L\"";
        }
        return (leap > 0 && month > leap ? month - 1 : month).ToString();
    }

    /// The ordinal of a month; unsupported for a leap month that the year does not have.
    int Ordinal(int year, long month)
    {
        // A leap month is not looked up beyond the range; the library refuses the date anyway.
        int leap = IsInRange(year) ? LeapMonth(year) : 0;
        if (month > Program.LeapMonth) {
            return month - Program.LeapMonth + 1 == leap ? leap : throw new Unsupported();
        }
        return Integer(leap > 0 && month >= leap ? month + 1 : month);
    }

    bool IsInRange(int year)
    {
        return year >= calendar.GetYear(calendar.MinSupportedDateTime)
            && year <= calendar.GetYear(calendar.MaxSupportedDateTime);
    }
}

static class Program
{
    /// A leap month in an item is its number plus this.
    public const long LeapMonth = 1L << 62;

    static readonly Claim[] Claims = {
        new Claim("gregory", new GregorianCalendar()),
        new Claim("julian", new JulianCalendar()),
        new Claim("hebrew", new HebrewCalendar()),
        new Claim("islamic-tbla", new HijriCalendar()),
        new Claim("islamic-umalqura", new UmAlQuraCalendar(), rule: "islamic-umalqura-dotnet"),
        new Claim("buddhist", new ThaiBuddhistCalendar()),
        new Claim("roc", new TaiwanCalendar()),
        new Claim("dangun", new KoreanCalendar()),
        new Claim("chinese", new ChineseLunisolarCalendar()),
        new Claim("dangi", new KoreanLunisolarCalendar()),
        new Claim("taiwan-lunisolar", new TaiwanLunisolarCalendar(), offset: 1911),
    };

    static void Main()
    {
        var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) {
            AutoFlush = true, NewLine = "\n",
        };
        Console.SetOut(Console.Error);
        answers.WriteLine("{\"hello\":{\"protocol\":1,\"name\":\"Mono System.Globalization\","
            + $"\"version\":\"{Version()}\",\"integers\":\"i64\",\"calendars\":["
            + string.Join(",", Claims.Select(claim => claim.Hello())) + "]}}");
        var claims = Claims.ToDictionary(claim => claim.Id);
        var questions = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        for (string line; (line = questions.ReadLine()) != null; ) {
            string id = Text(line, "id"), ask = Text(line, "ask");
            Claim claim = claims[Text(line, "calendar")];
            var got = Items(line).Select(item => Result(claim, ask, item));
            answers.WriteLine($"{{\"id\":\"{id}\",\"got\":[{string.Join(",", got)}]}}");
        }
    }

    /// "6.8.0.105 (Debian …)", in three numbers.
    static string Version()
    {
        MethodInfo name = Type.GetType("Mono.Runtime").GetMethod(
            "GetDisplayName", BindingFlags.NonPublic | BindingFlags.Static);
        return Regex.Match((string) name.Invoke(null, null), @"^\d+\.\d+\.\d+").Value;
    }

    static string Result(Claim claim, string ask, long[] item)
    {
        try {
            return claim.Answer(ask, item);
        } catch (Unsupported) {
            return "{\"no\":\"unsupported\"}";
        } catch (ArgumentOutOfRangeException) { // Of each method: "is outside the range supported".
            return "{\"no\":\"unexplained\"}";
        } catch (Exception error) {
            string words = Regex.Replace(error.GetType() + ": " + error.Message, "[^ !#-\\[\\]-~]", "?");
            return $"{{\"broke\":\"{words}\"}}";
        }
    }

    /// The string at a key; calproof sends none that needs unescaping.
    static string Text(string line, string key)
    {
        return Regex.Match(line, $"\"{key}\":\"([^\"]*)\"").Groups[1].Value;
    }

    /// The items: integers, or lists of integers in which a leap month is a string.
    static IEnumerable<long[]> Items(string line)
    {
        string items = line.Substring(line.IndexOf("\"of\":[") + 6);
        foreach (Match item in Regex.Matches(items, "\\[[^\\]]*\\]|-?[0-9]+")) {
            yield return Regex.Matches(item.Value, "\"M([0-9]+)L\"|-?[0-9]+").Cast<Match>()
                .Select(Number).ToArray();
        }
    }

    static long Number(Match number)
    {
        string leap = number.Groups[1].Value;
        return leap == "" ? long.Parse(number.Value) : LeapMonth + long.Parse(leap);
    }
}

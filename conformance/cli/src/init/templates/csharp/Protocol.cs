using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

/// Thrown when the library refuses, with a reason that the protocol lists.
class Refused : Exception
{
    public Refused(string reason) : base(reason) {}

    public static Refused Unsupported()
    {
        return new Refused("unsupported");
    }
}

/// A month by its number; a leap month has the number of the month that it follows.
struct Month
{
    public readonly long Number;
    public readonly bool Leap;

    public Month(long number, bool leap = false)
    {
        Number = number;
        Leap = leap;
    }

    /// As the protocol writes it.
    public object Written()
    {
        string digits = Number.ToString("00", CultureInfo.InvariantCulture);
        return Leap ? "M" + digits + "L" : (object) Number;
    }
}

/// What one question is about.
class Item
{
    readonly IReadOnlyList<object> parts;

    public Item(object json)
    {
        parts = json as List<object> ?? new List<object> { json };
    }

    public long Number(int place)
    {
        return parts[place] is long number ? number : throw Refused.Unsupported();
    }

    public Month Month(int place)
    {
        if (parts[place] is string code) {
            return new Month(long.Parse(code.Substring(1, code.Length - 2)), leap: true);
        }
        return new Month(Number(place));
    }

    public string Text(int place)
    {
        return (string) parts[place];
    }

    public Item Part(int place)
    {
        return new Item(parts[place]);
    }
}

/// What is declared about a calendar, and the function that answers each question.
class CalendarClaim
{
    public string Id { get; set; }
    public string Rule { get; set; }
    public long First { get; set; }
    public long Last { get; set; }
    public string Beyond { get; set; }
    public bool YearZero { get; set; }
    public Dictionary<string, Func<Item, object>> Answers { get; set; }

    public object Written()
    {
        return new Dictionary<string, object> {
            ["id"] = Id, ["rule"] = Rule, ["first"] = First, ["last"] = Last, ["beyond"] = Beyond,
            ["year_zero"] = YearZero, ["answers"] = Answers.Keys.ToList(),
        };
    }
}

/// The calls of a program; what is not overridden is unsupported.
abstract class Registry
{
    public virtual object Register(int backend, List<string> aliases) =>
        throw Refused.Unsupported();
    public virtual object Unregister(string name) => throw Refused.Unsupported();
    public virtual object Find(string name) => throw Refused.Unsupported();
    public virtual object FindId(long id) => throw Refused.Unsupported();
    public virtual object Hold(string name) => throw Refused.Unsupported();
    public virtual object Names() => throw Refused.Unsupported();
    public virtual object Calendars() => throw Refused.Unsupported();
    public virtual object ShutDown() => throw Refused.Unsupported();
}

/// What hello declares about a registry, and how to create a fresh one with these backends.
class Registries
{
    public Dictionary<string, object> Claim { get; set; }
    public Func<List<string>, Registry> Fresh { get; set; }
}

/// The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change.
static class Protocol
{
    public static Dictionary<string, object> Map(string key, object value)
    {
        return new Dictionary<string, object> { [key] = value };
    }

    /// Sends the hello line, then answers each line until the input ends.
    public static void Serve(
        string name, string version, List<CalendarClaim> calendars, Registries registries = null)
    {
        var utf8 = new UTF8Encoding(false);
        var lines = new StreamWriter(Console.OpenStandardOutput(), utf8) {
            AutoFlush = true, NewLine = "\n",
        };
        Console.SetOut(Console.Error); // Output of the library goes to standard error.
        var hello = new Dictionary<string, object> {
            ["protocol"] = 1, ["name"] = name, ["version"] = version, ["integers"] = "i64",
            ["calendars"] = calendars.Select(calendar => calendar.Written()).ToList(),
        };
        if (registries != null) {
            hello["registry"] = registries.Claim;
        }
        lines.WriteLine(Json.Write(Map("hello", hello)));
        var questions = new StreamReader(Console.OpenStandardInput(), utf8);
        for (string line; (line = questions.ReadLine()) != null; ) {
            var question = (Dictionary<string, object>) Json.Read(line);
            var answer = Map("id", question["id"]);
            if (question.TryGetValue("run", out object run)) {
                answer["ran"] = new Program(registries, (Dictionary<string, object>) run).Run();
            } else {
                var calendar = calendars.Single(one => one.Id == (string) question["calendar"]);
                var function = calendar.Answers[(string) question["ask"]];
                var items = (List<object>) question["of"];
                var got = items.Select(item => Result(() => function(new Item(item))));
                answer["got"] = got.ToList();
            }
            lines.WriteLine(Json.Write(answer));
        }
    }

    /// The function's result, or why there is none.
    public static object Result(Func<object> answer)
    {
        try {
            return answer();
        } catch (Refused refused) {
            return Map("no", refused.Message);
        } catch (Exception failure) {
            string words = failure.GetType().Name + ": " + failure.Message;
            return Map("broke", words.Substring(0, Math.Min(words.Length, 200)));
        }
    }
}

/// A running program: its calls, its ticket counter, and the ids that it registered.
class Program
{
    readonly Dictionary<string, object> program;
    readonly List<string> names;
    readonly Registry calls;
    readonly ConcurrentDictionary<long, long> ids = new ConcurrentDictionary<long, long>();
    long tickets = -1;

    public Program(Registries registries, Dictionary<string, object> program)
    {
        this.program = program;
        names = List(program, "backends")
            .Select(backend => Text(((Dictionary<string, object>) backend)["name"])).ToList();
        calls = registries.Fresh(names);
    }

    public object Run()
    {
        return new Dictionary<string, object> {
            ["before"] = Sequence(List(program, "before")),
            ["threads"] = AtOnce(List(program, "threads")),
            ["after"] = Sequence(List(program, "after")),
        };
    }

    object AtOnce(List<object> sequences)
    {
        var records = new object[sequences.Count];
        using (var ready = new Barrier(Math.Max(1, records.Length))) {
            var threads = sequences.Select((sequence, place) => new Thread(() => {
                ready.SignalAndWait(); // All start at once.
                records[place] = Sequence((List<object>) sequence);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }
        return records;
    }

    object Sequence(List<object> sequence)
    {
        return sequence.Select(Record).ToList();
    }

    /// Makes the call between two tickets.
    object Record(object call)
    {
        var pair = call is Dictionary<string, object> map
            ? map.Single() : new KeyValuePair<string, object>((string) call, null);
        Func<object> answer = Read(pair.Key, pair.Value);
        long called = Interlocked.Increment(ref tickets);
        object said = Protocol.Result(answer);
        long returned = Interlocked.Increment(ref tickets);
        if (said is Dictionary<string, object> told && told.TryGetValue("registered", out object done)
            && ((Dictionary<string, object>) done).TryGetValue("id", out object id)) {
            ids[(long) ((List<object>) pair.Value)[0]] = Convert.ToInt64(id);
        }
        return new[] { called, returned, said };
    }

    /// The call with its arguments bound.
    Func<object> Read(string kind, object operand)
    {
        switch (kind) {
        case "register":
            return Register((List<object>) operand);
        case "find-id-of":
            return ids.TryGetValue((long) operand, out long id) ? () => calls.FindId(id) : Unknown;
        case "find-id":
            return operand is long asked ? () => calls.FindId(asked) : Unknown;
        case "find":
            return Named(operand, calls.Find);
        case "hold":
            return Named(operand, calls.Hold);
        case "unregister":
            return Named(operand, calls.Unregister);
        case "names":
            return calls.Names;
        case "calendars":
            return calls.Calendars;
        case "shut-down":
            return calls.ShutDown;
        default:
            return Unknown;
        }
    }

    static readonly Func<object> Unknown = () => throw Refused.Unsupported();

    Func<object> Register(List<object> operands)
    {
        int backend = (int) (long) operands[0];
        var aliases = ((List<object>) operands[1]).Select(Text).ToList();
        bool known = names[backend] != null && !aliases.Contains(null);
        return known ? () => calls.Register(backend, aliases) : Unknown;
    }

    static Func<object> Named(object operand, Func<string, object> call)
    {
        string name = Text(operand);
        return name == null ? Unknown : () => call(name);
    }

    static List<object> List(Dictionary<string, object> map, string key)
    {
        return map.TryGetValue(key, out object list) ? (List<object>) list : new List<object>();
    }

    /// The name as a string; null if it is not UTF-8, which a string cannot hold.
    static string Text(object name)
    {
        if (name is string words) {
            return words;
        }
        string digits = (string) ((Dictionary<string, object>) name)["hex"];
        var bytes = Enumerable.Range(0, digits.Length / 2)
            .Select(place => Convert.ToByte(digits.Substring(2 * place, 2), 16)).ToArray();
        try {
            return new UTF8Encoding(false, true).GetString(bytes);
        } catch (DecoderFallbackException) {
            return null;
        }
    }
}

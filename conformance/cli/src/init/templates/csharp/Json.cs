using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

/// Reads and writes JSON: dictionaries, lists, strings, integers, booleans. Nothing here needs a
/// change.
sealed class Json
{
    readonly string text;
    int at;

    Json(string text)
    {
        this.text = text;
    }

    public static object Read(string text)
    {
        var json = new Json(text);
        object value = json.Value();
        json.Check(json.at == text.Length);
        return value;
    }

    public static string Write(object value)
    {
        if (value == null) {
            return "null";
        }
        if (value is string words) {
            return Quoted(words);
        }
        if (value is bool truth) {
            return truth ? "true" : "false";
        }
        if (value is IDictionary<string, object> map) {
            var pairs = map.Select(pair => Quoted(pair.Key) + ":" + Write(pair.Value));
            return "{" + string.Join(",", pairs) + "}";
        }
        if (value is System.Collections.IEnumerable list) {
            return "[" + string.Join(",", list.Cast<object>().Select(Write)) + "]";
        }
        return Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    static string Quoted(string words)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in words) {
            bool plain = ' ' <= c && c <= '~' && c != '"' && c != '\\';
            quoted.Append(plain ? c.ToString() : "\\u" + ((int) c).ToString("x4"));
        }
        return quoted.Append('"').ToString();
    }

    object Value()
    {
        switch (Next()) {
        case '{':
            return Map();
        case '[':
            return List();
        case '"':
            return Text();
        case 't':
            return Word("true", true);
        case 'f':
            return Word("false", false);
        case 'n':
            return Word("null", null);
        default:
            return Integer();
        }
    }

    Dictionary<string, object> Map()
    {
        var map = new Dictionary<string, object>();
        for (Expect('{'); Next() != '}'; Separate('}')) {
            string key = Text();
            Expect(':');
            map[key] = Value();
        }
        Expect('}');
        return map;
    }

    List<object> List()
    {
        var list = new List<object>();
        for (Expect('['); Next() != ']'; Separate(']')) {
            list.Add(Value());
        }
        Expect(']');
        return list;
    }

    void Separate(char end)
    {
        if (Next() != end) {
            Expect(',');
        }
    }

    object Word(string word, object value)
    {
        Check(string.CompareOrdinal(text, at, word, 0, word.Length) == 0);
        at += word.Length;
        return value;
    }

    object Integer()
    {
        int from = at;
        while (at < text.Length && "-0123456789".IndexOf(text[at]) >= 0) {
            at++;
        }
        string digits = text.Substring(from, at - from);
        bool fits = long.TryParse(
            digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        // A ulong fits no parameter.
        return fits ? number : (object) ulong.Parse(digits, CultureInfo.InvariantCulture);
    }

    string Text()
    {
        var plain = new StringBuilder();
        for (Expect('"'); Next() != '"'; at++) {
            plain.Append(Next() == '\\' ? Escaped() : Next());
        }
        Expect('"');
        return plain.ToString();
    }

    /// The character that an escape stands for; the caller skips its last character.
    char Escaped()
    {
        at++;
        if (Next() == 'u') {
            Check(at + 4 < text.Length);
            at += 4;
            return (char) int.Parse(text.Substring(at - 3, 4), NumberStyles.HexNumber);
        }
        int place = "bfnrt".IndexOf(Next());
        return place < 0 ? Next() : "\b\f\n\r\t"[place];
    }

    void Expect(char c)
    {
        Check(Next() == c);
        at++;
    }

    char Next()
    {
        Check(at < text.Length);
        return text[at];
    }

    void Check(bool readable)
    {
        if (!readable) {
            throw new FormatException("cannot read the line from character " + at + " on");
        }
    }
}

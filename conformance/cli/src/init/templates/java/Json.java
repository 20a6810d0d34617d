import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON: maps, lists, strings, integers, booleans. Nothing here needs a change. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        var json = new Json(text);
        Object value = json.value();
        json.check(json.at == text.length());
        return value;
    }

    static String write(Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof String words) {
            appendText(out, words);
        } else if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (var entry : map.entrySet()) {
                appendText(out.append(before), (String) entry.getKey());
                append(out.append(':'), entry.getValue());
                before = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String before = "[";
            for (Object part : list) {
                append(out.append(before), part);
                before = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else {
            out.append(value);
        }
    }

    private static void appendText(StringBuilder out, String words) {
        out.append('"');
        for (char c : words.toCharArray()) {
            boolean plain = ' ' <= c && c <= '~' && c != '"' && c != '\\';
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        out.append('"');
    }

    private Object value() {
        return switch (next()) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> text();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> integer();
        };
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        expect('{');
        while (next() != '}') {
            String key = text();
            expect(':');
            map.put(key, value());
            separate('}');
        }
        expect('}');
        return map;
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        expect('[');
        while (next() != ']') {
            list.add(value());
            separate(']');
        }
        expect(']');
        return list;
    }

    private void separate(char end) {
        if (next() != end) {
            expect(',');
        }
    }

    private Object word(String word, Object value) {
        check(text.startsWith(word, at));
        at += word.length();
        return value;
    }

    private Object integer() {
        int from = at;
        while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        var number = new BigInteger(text.substring(from, at));
        // A larger number stays a BigInteger, which fits no parameter.
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private String text() {
        var plain = new StringBuilder();
        expect('"');
        for (char c; (c = next()) != '"'; at++) {
            plain.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return plain.toString();
    }

    /** The character that an escape stands for; the caller skips its last character. */
    private char escaped() {
        at++;
        if (next() == 'u') {
            at += 4;
            next();
            return (char) Integer.parseInt(text, at - 3, at + 1, 16);
        }
        int place = "bfnrt".indexOf(next());
        return place < 0 ? next() : "\b\f\n\r\t".charAt(place);
    }

    private void expect(char c) {
        check(next() == c);
        at++;
    }

    private char next() {
        check(at < text.length());
        return text.charAt(at);
    }

    private void check(boolean readable) {
        if (!readable) {
            throw new IllegalArgumentException("cannot read the line from character " + at + " on");
        }
    }
}

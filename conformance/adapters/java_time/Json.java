import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.*;

/** A part of a program of calls, as JSON: a map, a list, a text, an integer. */
record Json(Object value) {
    /** Parses a line that was read as Latin-1. */
    static Json read(String line) {
        var reader = new Reader(new String(line.getBytes(ISO_8859_1), UTF_8));
        var whole = new Json(reader.value());
        Adapter.check(reader.at == reader.text.length(), "it goes on after its end");
        return whole;
    }

    /** The value of this key; null if there is none, or if this is not a map. */
    Json get(String key) {
        boolean there = value instanceof Map<?, ?> map && map.containsKey(key);
        return there ? new Json(((Map<?, ?>) value).get(key)) : null;
    }

    /** The key of a map with a single key; a string itself. */
    String kind() {
        return value instanceof Map<?, ?> map ? (String) map.keySet().iterator().next() : text();
    }

    String text() {
        Adapter.check(value instanceof String, "a text is expected");
        return (String) value;
    }

    /** The elements of the list at this key; empty if there is none. */
    List<Json> list(String key) {
        Json list = get(key);
        return list == null ? List.of() : list.list();
    }

    List<Json> list() {
        Adapter.check(value instanceof List, "a list is expected");
        return ((List<?>) value).stream().map(part -> new Json(part)).toList();
    }

    private static final class Reader {
        final String text;
        int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            return switch (next()) {
                case '{' -> map();
                case '[' -> list();
                case '"' -> text();
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

        private Long integer() {
            int from = at;
            while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Long.valueOf(text.substring(from, at));
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
                Adapter.check(at < text.length(), "an escape does not end");
                return (char) Integer.parseInt(text, at - 3, at + 1, 16);
            }
            int place = "bfnrt".indexOf(next());
            return place < 0 ? next() : "\b\f\n\r\t".charAt(place);
        }

        private void expect(char c) {
            Adapter.check(next() == c, "a character that does not belong there");
            at++;
        }

        private char next() {
            Adapter.check(at < text.length(), "it ends too early");
            return text.charAt(at);
        }
    }
}

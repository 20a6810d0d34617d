import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.temporal.ChronoField.*;

import java.io.*;
import java.time.DateTimeException;
import java.time.chrono.*;
import java.util.*;

/**
 * Speaks the calproof protocol for the calendars of java.time.chrono. Proleptic years have a year 0
 * and are the same as CLDR's extended years, so nothing is converted.
 */
public final class Adapter {
    /** The Rata Die of 1970-01-01, which is day 0 in java.time. */
    private static final long UNIX_EPOCH = 719_163;
    /** The questions that are answered, and how many integers each item has. */
    static final Map<String, Integer> WIDTHS = Map.of(
            "date", 1, "day", 3, "day-native", 3, "months-in-year", 1, "days-in-year", 1,
            "days-in-month", 2, "is-leap-year", 1, "weekday", 1);
    static final String UNSUPPORTED = "{\"no\":\"unsupported\"}";

    public static void main(String[] arguments) throws IOException {
        var answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        var calendars = new LinkedHashMap<String, Chronology>();
        calendars.put("gregory", Chronology.of("ISO"));
        calendars.put("buddhist", Chronology.of("ThaiBuddhist"));
        calendars.put("roc", Chronology.of("Minguo"));
        calendars.put("japanese", Chronology.of("Japanese"));
        calendars.put("islamic-umalqura", Chronology.of("Hijrah-umalqura"));
        say(answers, hello(calendars));
        // In Latin-1 each byte is a character, so any id is returned unchanged.
        var questions = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1), 1 << 16);
        try {
            for (String line; (line = questions.readLine()) != null; ) {
                if (line.contains("\"run\":") && Json.read(line).get("run") != null) {
                    say(answers, Registry.answer(Json.read(line)));
                    continue;
                }
                var question = new Question(line);
                Chronology chronology = calendars.get(question.calendar);
                check(chronology != null, "the calendar is unknown");
                say(answers, answer(question, chronology));
            }
        } catch (IllegalArgumentException unreadable) {
            System.err.println("cannot read the question: " + unreadable.getMessage());
            System.exit(3);
        }
    }

    /** Writes a line at once: the stream has no buffer, so there is nothing to flush. */
    private static void say(OutputStream answers, StringBuilder line) throws IOException {
        answers.write(line.append('\n').toString().getBytes(ISO_8859_1));
    }

    private static StringBuilder hello(Map<String, Chronology> calendars) {
        var claims = new StringJoiner(",");
        calendars.forEach((id, chronology) -> claims.add(claim(id, chronology)));
        var v = Runtime.version(); // java.version leaves out zeros, as in "25" and "21-ea".
        return new StringBuilder("""
                {"hello":{"protocol":1,"name":"java.time","version":"%d.%d.%d","integers":"i64",\
                "calendars":[%s],"registry":%s}}""".formatted(
                        v.feature(), v.interim(), v.update(), claims, Registry.CLAIM));
    }

    /** Declares all days of the chronology's years, as its EPOCH_DAY range is always ISO's. */
    private static String claim(String id, Chronology chronology) {
        int lastYear = (int) chronology.range(YEAR).getMaximum();
        var month = chronology.date(lastYear, 1, 1).with(MONTH_OF_YEAR, 12);
        long last = month.toEpochDay() + ((ChronoLocalDate) month).lengthOfMonth() - 1;
        long first = chronology.date((int) chronology.range(YEAR).getMinimum(), 1, 1).toEpochDay();
        var answers = new TreeSet<String>(WIDTHS.keySet());
        if (id.equals("japanese")) {
            // Its lengthOfYear counts the days of the year of the era, which is not asked.
            answers.remove("days-in-year");
        }
        return """
                {"id":"%s","rule":"%s","first":%d,"last":%d,"beyond":"refuses","year_zero":true,\
                "answers":["%s"]}""".formatted(id, id, first + UNIX_EPOCH, last + UNIX_EPOCH,
                        String.join("\",\"", answers));
    }

    private static StringBuilder answer(Question question, Chronology chronology) {
        var out = new StringBuilder("{\"id\":\"").append(question.id).append("\",\"got\":[");
        for (int item = 0; item < question.count; item++) {
            out.append(item == 0 ? "" : ",");
            try {
                out.append(result(question, item, chronology));
            } catch (DateTimeException refusal) {
                // Its message says what was wrong, but only in prose.
                out.append("{\"no\":\"unexplained\"}");
            } catch (Throwable failure) {
                appendText(out.append("{\"broke\":"), failure.toString()).append('}');
            }
        }
        return out.append("]}");
    }

    private static Object result(Question question, int item, Chronology chronology) {
        long first = question.numbers[3 * item];
        return switch (question.ask) {
            case "date", "weekday" -> resultForDay(question.ask, first, chronology);
            case "is-leap-year" -> chronology.isLeapYear(first);
            default -> resultForDate(question.ask, first, question.numbers[3 * item + 1],
                    question.numbers[3 * item + 2], chronology);
        };
    }

    private static Object resultForDay(String ask, long day, Chronology chronology) {
        if (day < Long.MIN_VALUE + UNIX_EPOCH) {
            return UNSUPPORTED;
        }
        ChronoLocalDate date = chronology.dateEpochDay(day - UNIX_EPOCH);
        if (ask.equals("weekday")) {
            return date.getLong(DAY_OF_WEEK);
        }
        // Not `get`, which would first check each field against its range.
        return "[" + date.getLong(YEAR) + "," + date.getLong(MONTH_OF_YEAR) + ","
                + date.getLong(DAY_OF_MONTH) + "]";
    }

    private static Object resultForDate(
            String ask, long year, long month, long day, Chronology chronology) {
        // `Chronology.date` takes ints; a cast would change the date.
        if (year != (int) year || month != (int) month || day != (int) day) {
            return UNSUPPORTED;
        }
        ChronoLocalDate date = chronology.date((int) year, (int) month, (int) day);
        return switch (ask) {
            case "months-in-year" -> date.range(MONTH_OF_YEAR).getMaximum();
            // A Japanese date counts only the days in its year of the era; passed on as it is.
            case "days-in-year" -> date.lengthOfYear();
            case "days-in-month" -> date.lengthOfMonth();
            default -> Math.addExact(date.toEpochDay(), UNIX_EPOCH);
        };
    }

    /** Appends text as a JSON string. */
    static StringBuilder appendText(StringBuilder out, String words) {
        out.append('"');
        for (char c : words.toCharArray()) {
            boolean plain = ' ' <= c && c <= '~' && c != '"' && c != '\\';
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.append('"');
    }

    static void check(boolean readable, String words) {
        if (!readable) {
            throw new IllegalArgumentException(words);
        }
    }
}

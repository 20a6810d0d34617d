import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.*;
import java.util.*;

/** The adapter for third-party libraries: {@code java Main NAME}. */
public final class Main {
    static final long UNIX_EPOCH = 719_163;
    static final long MILLIS_A_DAY = 86_400_000;

    /** Thrown if the library cannot be asked the question at all. */
    @SuppressWarnings("serial") // It is never serialized.
    static final class Unsupported extends RuntimeException {}

    public static void main(String[] arguments) throws IOException {
        var answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        Subject subject = switch (String.join(" ", arguments)) {
            case "icu4j" -> new Icu4j();
            case "joda" -> new Joda();
            default -> throw new IllegalArgumentException("give one of: icu4j, joda");
        };
        var calendars = subject.calendars();
        say(answers, hello(subject));
        var questions = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1), 1 << 16);
        for (String line; (line = questions.readLine()) != null; ) {
            var question = new Question(line);
            say(answers, answer(question, calendars.get(question.calendar), subject));
        }
    }

    private static void say(OutputStream answers, StringBuilder line) throws IOException {
        answers.write(line.append('\n').toString().getBytes(ISO_8859_1));
    }

    private static StringBuilder hello(Subject subject) {
        var claims = new StringJoiner(",");
        subject.calendars().forEach((id, calendar) -> claims.add("""
                {"id":"%s","rule":"%s","first":%d,"last":%d,"beyond":"refuses","year_zero":%b,\
                "answers":["%s"]}""".formatted(id, calendar.rule(), calendar.first(),
                        calendar.last(), calendar.hasYearZero(),
                        String.join("\",\"", calendar.answers()))));
        return new StringBuilder("""
                {"hello":{"protocol":1,"name":"%s","version":"%s","integers":"i64",\
                "calendars":[%s]}}""".formatted(subject.name(), subject.version(), claims));
    }

    private static StringBuilder answer(Question question, Subject.Asked asked, Subject subject) {
        var out = new StringBuilder("{\"id\":\"").append(question.id).append("\",\"got\":[");
        for (int item = 0; item < question.count; item++) {
            out.append(item == 0 ? "" : ",");
            try {
                append(out, result(question, item, asked));
            } catch (Unsupported cannotBeAsked) {
                out.append(Adapter.UNSUPPORTED);
            } catch (RuntimeException exception) {
                if (subject.isRefusal(exception)) {
                    out.append("{\"no\":\"unexplained\"}");
                } else {
                    appendFailure(out, exception);
                }
            } catch (Throwable failure) {
                appendFailure(out, failure);
            }
        }
        return out.append("]}");
    }

    private static Object result(Question question, int item, Subject.Asked asked) {
        long first = question.numbers[3 * item];
        if (question.ask.equals("date")) {
            return asked.date(first);
        }
        return asked.aboutDate(question.ask, first, question.numbers[3 * item + 1],
                question.numbers[3 * item + 2]);
    }

    private static void append(StringBuilder out, Object result) {
        if (result instanceof long[] date) {
            long leap = date[1] - Question.LEAP_MONTH;
            String month = leap >= 0 && leap < 100 ? "\"M%02dL\"".formatted(leap) : "" + date[1];
            out.append('[').append(date[0]).append(',').append(month).append(',');
            out.append(date[2]).append(']');
        } else {
            out.append(result);
        }
    }

    private static void appendFailure(StringBuilder out, Throwable failure) {
        Adapter.appendText(out.append("{\"broke\":"), failure.toString()).append('}');
    }

    /** The milliseconds at which the day begins in UTC. */
    static long millis(long day) {
        try {
            return Math.multiplyExact(Math.subtractExact(day, UNIX_EPOCH), MILLIS_A_DAY);
        } catch (ArithmeticException overflow) {
            throw new Unsupported();
        }
    }

    static long day(long millis) {
        return Math.floorDiv(millis, MILLIS_A_DAY) + UNIX_EPOCH;
    }

    /** The number as an int, which these libraries take; others are unsupported. */
    static int integer(long number) {
        if (number != (int) number) {
            throw new Unsupported();
        }
        return (int) number;
    }
}

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.*;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change. */
final class Protocol {
    /** Thrown when the library refuses, with a reason that the protocol lists. */
    static final class Refused extends RuntimeException {
        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /** A month by its number; a leap month has the number of the month that it follows. */
    record Month(long number, boolean leap) {
        /** As the protocol writes it. */
        Object written() {
            return leap ? String.format("M%02dL", number) : (Object) number;
        }
    }

    /** What one question is about. */
    record Item(List<?> parts) {
        long number(int place) {
            return integer(parts.get(place));
        }

        Month month(int place) {
            if (parts.get(place) instanceof String code) {
                return new Month(Long.parseLong(code, 1, code.length() - 1, 10), true);
            }
            return new Month(number(place), false);
        }

        String text(int place) {
            return (String) parts.get(place);
        }

        Item item(int place) {
            return new Item((List<?>) parts.get(place));
        }
    }

    /** What is declared about a calendar, and the function that answers each question. */
    record Calendar(String id, String rule, long first, long last, String beyond, boolean yearZero,
            Map<String, Function<Item, Object>> answers) {
        Object claim() {
            return map("id", id, "rule", rule, "first", first, "last", last, "beyond", beyond,
                    "year_zero", yearZero, "answers", answers.keySet().stream().sorted().toList());
        }
    }

    /** The calls of a program; what is not overridden is unsupported. */
    abstract static class Registry {
        Object register(int backend, List<String> aliases) {
            throw unsupported();
        }

        Object unregister(String name) {
            throw unsupported();
        }

        Object find(String name) {
            throw unsupported();
        }

        Object findId(long id) {
            throw unsupported();
        }

        Object hold(String name) {
            throw unsupported();
        }

        Object names() {
            throw unsupported();
        }

        Object calendars() {
            throw unsupported();
        }

        Object shutDown() {
            throw unsupported();
        }
    }

    /** What hello declares about a registry, and how to create a fresh one with these backends. */
    record Registries(Map<String, Object> claim, Function<List<String>, Registry> fresh) {}

    static Refused unsupported() {
        return new Refused("unsupported");
    }

    /** Keys and values in turn. They stay so: the hello line of each process has to be the same. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put((String) pairs[at], pairs[at + 1]);
        }
        return map;
    }

    /** Sends the hello line, then answers each line until the input ends. */
    static void serve(String name, String version, List<Calendar> calendars, Registries registries)
            throws IOException {
        var answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // Output of the library goes to standard error.
        var hello = map("protocol", 1, "name", name, "version", version, "integers", "i64",
                "calendars", calendars.stream().map(Calendar::claim).toList());
        if (registries != null) {
            hello.put("registry", registries.claim());
        }
        say(answers, map("hello", hello));
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8), 1 << 16);
        for (String line; (line = lines.readLine()) != null; ) {
            var question = (Map<?, ?>) Json.read(line);
            if (question.get("run") instanceof Map<?, ?> program) {
                Object ran = new Program(registries, program).run();
                say(answers, map("id", question.get("id"), "ran", ran));
                continue;
            }
            var calendar = calendars.stream()
                    .filter(one -> one.id().equals(question.get("calendar"))).findFirst();
            var answer = calendar.orElseThrow().answers().get(question.get("ask"));
            var got = list(question, "of").stream().map(item -> result(() -> answer.apply(
                    new Item(item instanceof List<?> parts ? parts : List.of(item)))));
            say(answers, map("id", question.get("id"), "got", got.toList()));
        }
    }

    /** Writes a line at once: the stream has no buffer, so there is nothing to flush. */
    private static void say(OutputStream answers, Object message) throws IOException {
        answers.write((Json.write(message) + "\n").getBytes(UTF_8));
    }

    private interface Answer {
        Object give();
    }

    /** The function's result, or why there is none. */
    private static Object result(Answer answer) {
        try {
            return answer.give();
        } catch (Refused refused) {
            return map("no", refused.getMessage());
        } catch (Throwable failure) {
            String words = failure.toString();
            return map("broke", words.substring(0, Math.min(words.length(), 200)));
        }
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    private static long integer(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw unsupported();
    }

    /** The name as a string; null if it is not UTF-8, which a String cannot hold. */
    private static String text(Object name) {
        if (name instanceof String words) {
            return words;
        }
        var bytes = HexFormat.of().parseHex((String) ((Map<?, ?>) name).get("hex"));
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    /** A running program: its calls, its ticket counter, and the ids that it registered. */
    private static final class Program {
        private final Map<?, ?> program;
        private final List<String> names = new ArrayList<>();
        private final Registry calls;
        private final AtomicLong tickets = new AtomicLong();
        private final Map<Long, Object> ids = new ConcurrentHashMap<>();

        Program(Registries registries, Map<?, ?> program) {
            this.program = program;
            list(program, "backends").forEach(one -> names.add(text(((Map<?, ?>) one).get("name"))));
            calls = registries.fresh().apply(names);
        }

        Object run() {
            Object before = sequence(list(program, "before"));
            return map("before", before, "threads", atOnce(list(program, "threads")),
                    "after", sequence(list(program, "after")));
        }

        private List<Object> atOnce(List<?> sequences) {
            var records = new Object[sequences.size()];
            var ready = new CountDownLatch(records.length);
            var threads = new ArrayList<Thread>();
            for (int place = 0; place < records.length; place++) {
                int mine = place;
                threads.add(new Thread(() -> {
                    ready.countDown();
                    waitFor(ready::await); // All start at once.
                    records[mine] = sequence((List<?>) sequences.get(mine));
                }));
            }
            threads.forEach(Thread::start);
            threads.forEach(thread -> waitFor(thread::join));
            return Arrays.asList(records);
        }

        private interface Wait {
            void end() throws InterruptedException;
        }

        private static void waitFor(Wait wait) {
            try {
                wait.end();
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }

        private List<Object> sequence(List<?> calls) {
            var records = new ArrayList<>();
            calls.forEach(call -> records.add(record(call)));
            return records;
        }

        /** Makes the call between two tickets. */
        private Object record(Object call) {
            var entry = call instanceof Map<?, ?> map ? map.entrySet().iterator().next() : null;
            String kind = (String) (entry == null ? call : entry.getKey());
            Object operand = entry == null ? null : entry.getValue();
            Answer answer = read(kind, operand);
            long called = tickets.getAndIncrement();
            Object said = result(answer);
            long returned = tickets.getAndIncrement();
            if (said instanceof Map<?, ?> map && map.get("registered") instanceof Map<?, ?> done
                    && done.get("id") instanceof Number id) {
                ids.put(integer(((List<?>) operand).get(0)), id.longValue());
            }
            return Arrays.asList(called, returned, said);
        }

        /** The call with its arguments bound. */
        private Answer read(String kind, Object operand) {
            return switch (kind) {
                case "register" -> register((List<?>) operand);
                case "find-id-of" -> findId(ids.get(integer(operand)));
                case "find-id" -> findId(operand);
                case "unregister" -> named(operand, calls::unregister);
                case "find" -> named(operand, calls::find);
                case "hold" -> named(operand, calls::hold);
                case "names" -> calls::names;
                case "calendars" -> calls::calendars;
                case "shut-down" -> calls::shutDown;
                default -> Program::unknown;
            };
        }

        private Answer register(List<?> operands) {
            int backend = (int) integer(operands.get(0));
            var aliases = ((List<?>) operands.get(1)).stream().map(Protocol::text).toList();
            boolean known = names.get(backend) != null && !aliases.stream().anyMatch(Objects::isNull);
            return known ? () -> calls.register(backend, aliases) : Program::unknown;
        }

        private Answer named(Object operand, Function<String, Object> call) {
            String name = text(operand);
            return name == null ? Program::unknown : () -> call.apply(name);
        }

        private Answer findId(Object id) {
            return id instanceof Long known ? () -> calls.findId(known) : Program::unknown;
        }

        private static Object unknown() {
            throw unsupported();
        }
    }
}

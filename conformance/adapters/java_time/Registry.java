import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.chrono.Chronology;
import java.util.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The registry behind Chronology.of, asked by programs of calls. Besides the JDK's own calendars it
 * has those of {@link Visitor}; nothing changes it at run time.
 */
final class Registry {
    /**
     * From the Javadoc of Chronology. The set "can be extended by applications", but by files that
     * exist before the start: closed. of(id) gives "the chronology with the identifier
     * requested", and case is not mentioned: exact. "The system provided calendars are found
     * first followed by application provided calendars": protected. "@throws DateTimeException if
     * the chronology cannot be found". getAvailableChronologies lists calendars, not names, and
     * gives "the independent, modifiable set". Chronology.of has names only, no ids. Everything is
     * "immutable and thread-safe" (package java.time). "Hijrah" and "islamic" are not documented,
     * and "Fair" has no type, since the JDK's calendars "are found first".
     */
    static final String CLAIM = """
            {"profile":{"folding":"exact","built-ins":"protected","unknown-name":"refused",\
            "open":"closed","listing-names":"none","listing-calendars":"snapshot","ids":"none",\
            "threads":"safe"},\
            "built-in":[["ISO","iso8601"],["Japanese","japanese"],["Minguo","roc"],\
            ["ThaiBuddhist","buddhist"],["Hijrah-umalqura","islamic-umalqura","Hijrah","islamic"],\
            ["Fair"],["Market","x-market"]],\
            "afresh":"each-program","locales":["tr-TR","az-AZ","lt-LT"]}""";
    private static final String CLOSED = "{\"no\":\"closed\"}";

    private final AtomicLong tickets = new AtomicLong();
    /** The calendars that `hold` calls found. */
    private final List<Chronology> held = Collections.synchronizedList(new ArrayList<>());

    static StringBuilder answer(Json question) {
        Json program = question.get("run");
        Locale ordinary = Locale.getDefault();
        if (program.get("locale") != null) {
            Locale.setDefault(Locale.forLanguageTag(program.get("locale").text()));
        }
        try {
            var id = Adapter.appendText(new StringBuilder("{\"id\":"), question.get("id").text());
            return id.append(",\"ran\":").append(new Registry().run(program)).append('}');
        } finally {
            Locale.setDefault(ordinary);
        }
    }

    private String run(Json program) {
        String before = sequence(program.list("before"));
        String threads = atOnce(program.list("threads"));
        return "{\"before\":" + before + ",\"threads\":" + threads
                + ",\"after\":" + sequence(program.list("after")) + "}";
    }

    private String atOnce(List<Json> sequences) {
        var records = new String[sequences.size()];
        var ready = new CountDownLatch(records.length);
        var threads = new ArrayList<Thread>();
        for (int place = 0; place < records.length; place++) {
            int mine = place;
            threads.add(new Thread(() -> {
                ready.countDown();
                waitFor(ready::await);
                records[mine] = sequence(sequences.get(mine).list());
            }));
        }
        threads.forEach(Thread::start);
        threads.forEach(thread -> waitFor(thread::join));
        return "[" + String.join(",", records) + "]";
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

    private String sequence(List<Json> calls) {
        var records = new StringJoiner(",", "[", "]");
        for (Json call : calls) {
            long called = tickets.getAndIncrement();
            String result = result(call);
            records.add("[" + called + "," + tickets.getAndIncrement() + "," + result + "]");
        }
        return records.toString();
    }

    private String result(Json call) {
        String kind = call.kind();
        return switch (kind) {
            case "find", "hold" -> {
                String name = text(call.get(kind));
                boolean keep = kind.equals("hold");
                yield name == null ? Adapter.UNSUPPORTED : asked(() -> find(name, keep));
            }
            case "calendars" -> asked(Registry::calendars);
            case "register", "unregister" -> CLOSED;
            default -> Adapter.UNSUPPORTED;
        };
    }

    private static String asked(Supplier<String> question) {
        try {
            return question.get();
        } catch (DateTimeException unknown) {
            return "{\"no\":\"not-found\"}";
        } catch (Throwable failure) {
            return Adapter.appendText(new StringBuilder("{\"broke\":"), failure.toString()) + "}";
        }
    }

    private String find(String name, boolean keep) {
        Chronology found = Chronology.of(name);
        if (keep) {
            held.add(found);
        }
        return "{\"found\":" + seen(found) + "}";
    }

    private static String calendars() {
        var all = new StringJoiner(",", "{\"calendars\":[", "]}");
        Chronology.getAvailableChronologies().forEach(chronology -> all.add(seen(chronology)));
        return all.toString();
    }

    private static String seen(Chronology chronology) {
        var out = new StringBuilder("{\"built-in\":");
        Adapter.appendText(out, chronology.getId());
        Adapter.appendText(out.append(",\"name\":"), chronology.getId());
        return out.append('}').toString();
    }

    /** A name as a string; null if it is not UTF-8, which a String cannot hold. */
    private static String text(Json name) {
        if (name.get("hex") == null) {
            return name.text();
        }
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(name.get("hex").text()));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}

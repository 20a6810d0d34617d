import java.util.Arrays;

/** One question, parsed from its line: only JSON of this shape without spaces is accepted. */
final class Question {
    /**
     * A leap month is its number plus this. It is too large for an int, and so unsupported by
     * calendars that have no leap months, or no way to ask for them.
     */
    static final long LEAP_MONTH = Long.MIN_VALUE;
    String id;
    String ask;
    String calendar;
    /** Three integers per item; a year or a month is given by its first day. */
    final long[] numbers;
    int count;
    private int width;
    private boolean leapMonths;
    private final String line;
    private int at;

    Question(String line) {
        this.line = line;
        numbers = new long[3 * (line.length() / 2 + 1)];
        Arrays.fill(numbers, 1);
        expect('{');
        do {
            readKey();
        } while (take(','));
        expect('}');
        Adapter.check(at == line.length(), "it goes on after its end");
        boolean whole = id != null && ask != null && calendar != null && count > 0;
        Adapter.check(whole, "a key is missing");
        boolean fit = Adapter.WIDTHS.getOrDefault(ask, 0) == width;
        Adapter.check(fit, "the items do not fit what is asked");
        Adapter.check(!leapMonths || !ask.equals("day-native"), "a native month is an integer");
    }

    private void readKey() {
        String key = readText();
        expect(':');
        switch (key) {
            case "id" -> id = readText();
            case "ask" -> ask = readText();
            case "calendar" -> calendar = readText();
            case "of" -> readItems();
            default -> Adapter.check(false, "no question has this key");
        }
    }

    private void readItems() {
        expect('[');
        do {
            boolean list = take('[');
            int filled = 0;
            do {
                Adapter.check(filled < 3, "an item has too many integers");
                boolean text = filled == 1 && peek() == '"';
                numbers[3 * count + filled++] = text ? readLeapMonth() : readInteger();
            } while (list && take(','));
            Adapter.check(!list || filled > 1 && take(']'), "an item is not well formed");
            Adapter.check(count == 0 || filled == width, "the items are of several shapes");
            width = filled;
            count++;
        } while (take(','));
        expect(']');
    }

    private long readLeapMonth() {
        String code = readText();
        Adapter.check(code.matches("M\\d\\dL"), "no code of a leap month");
        leapMonths = true;
        return LEAP_MONTH + Integer.parseInt(code, 1, 3, 10);
    }

    private long readInteger() {
        int from = at;
        at += peek() == '-' ? 1 : 0;
        Adapter.check(Character.isDigit(peek()), "no integer where one belongs");
        while (Character.isDigit(peek())) {
            at++;
        }
        return Long.parseLong(line, from, at, 10);
    }

    /** A string as written between its quotes, with its escapes. */
    private String readText() {
        expect('"');
        int from = at;
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
            Adapter.check(at < line.length(), "a text does not end");
        }
        return line.substring(from, at++);
    }

    private void expect(char c) {
        Adapter.check(take(c), "a character that no question has there");
    }

    private boolean take(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : '\0';
    }
}

// The JDK's LocalDate against gregory.json, without a JSON library: `java Gregory.java`, here.
import java.nio.file.*;
import java.time.*;
import java.util.regex.*;
class Gregory {
    static final Pattern DAY = Pattern.compile("\"gregory:day:.*\"of\":\\[(.*?),(.*?),(.*?)\\],"
            + "\"result\":\"\\w+\",\"(?:expected\":(-?\\d+)|allowed\":(\\[.*?\\]),\"flags)");
    static long day(String year, String month, String day) {
        int[] of = {Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)};
        return LocalDate.of(of[0], of[1], of[2]).toEpochDay() + 719_163; // 1970-01-01
    }

    public static void main(String[] arguments) throws Exception {
        int asked = 0, wrong = 0;
        var it = DAY.matcher(Files.readString(Path.of("../gregory.json")));
        for (; it.find(); asked++) {
            String said;
            try {
                said = "" + day(it.group(1), it.group(2), it.group(3));
            } catch (DateTimeException | NumberFormatException refusal) {
                boolean inside = Math.abs(Long.parseLong(it.group(1))) <= Year.MAX_VALUE;
                said = it.group(4) != null && inside ? "refused" : "";
            }
            boolean right = (it.group(4) + it.group(5)).matches("(.*[^-\\d])?" + said + "(\\D.*)?");
            if (!right) System.out.println("wrong " + ++wrong + ": " + said + " for " + it.group());
        }
        System.out.println(asked + " asked, " + wrong + " wrong");
        System.exit(asked > 0 && wrong == 0 ? 0 : 1);
    }
}

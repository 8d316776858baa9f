package io.gatehouse.flame;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** What each room costs, as a table in Markdown. */
final class RoomTable {
    private static final double MICRO = 1e3;

    private final Profile cpu;
    private final Profile allocation;

    RoomTable(Profile cpu, Profile allocation) {
        this.cpu = cpu;
        this.allocation = allocation;
    }

    /**
     * Rooms by the CPU time that they cause, in microseconds (the third figure) with what libraries spend for them.
     *
     * @param answersPerSecond while it was recorded, more than 0
     */
    String text(double answersPerSecond) {
        Shares time = Shares.of(cpu);
        Shares bytes = Shares.of(allocation);
        double recorded = Math.max(cpu.seconds(), allocation.seconds());
        double answers = Math.max(1, answersPerSecond * recorded);
        StringBuilder out = new StringBuilder("""
            | room | CPU, itself | with its libraries | us an answer | bytes an answer, itself | with its libraries |
            |---|---|---|---|---|---|
            """);
        Arrays.stream(Room.values())
                .filter(room -> time.self(room) + time.caused(room) + bytes.self(room) + bytes.caused(room) > 0)
                .sorted(Comparator.comparingDouble(time::caused).reversed())
                .forEach(room -> out.append(row(
                        room.label(),
                        percent(time.self(room), time.total()),
                        percent(time.caused(room), time.total()),
                        time.caused(room) / MICRO / answers,
                        bytes.self(room) / answers,
                        bytes.caused(room) / answers)));
        double all = bytes.total() / answers;
        return out.append(row("all", percent(1, 1), percent(1, 1), time.total() / MICRO / answers, all, all))
                .toString();
    }

    private static String row(
            String name, String self, String caused, double micros, double bytesSelf, double bytesCaused) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %.0f | %.0f |\n",
                name,
                self,
                caused,
                micros,
                bytesSelf,
                bytesCaused);
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole > 0 ? 100 * part / whole : 0);
    }
}

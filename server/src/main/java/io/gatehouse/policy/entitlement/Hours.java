package io.gatehouse.policy.entitlement;

import io.gatehouse.policy.text.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hours of the day in which a user may be connected; none for always. Windows of one time zone, or what several of those
 * have in common. The windows are those of nats-server: from start to end, past midnight when the end is before the start; windows that touch are not joined.
 */
public final class Hours {
    /** The zone of hours that name none: nats-server would take its own machine's, which Gatehouse cannot know. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");

    public static final long CLOSED = -1;
    public static final long ALWAYS = Long.MAX_VALUE;
    public static final Hours ANY = new Hours(List.of(), DEFAULT_ZONE);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private final List<Window> windows;
    private final ZoneId zone;
    /** Hours of which each is to be kept besides: empty but for what several have in common. */
    private final Set<Hours> each;

    private Hours(List<Window> windows, ZoneId zone) {
        this(windows, zone, Set.of());
    }

    private Hours(List<Window> windows, ZoneId zone, Set<Hours> each) {
        this.windows = windows;
        this.zone = zone;
        this.each = each;
    }

    /**
     * The hours of some windows; for any hour there is {@link #ANY}.
     *
     * @throws IllegalArgumentException when there is no window
     */
    public static Hours of(List<Window> windows, ZoneId zone) {
        return new Hours(List.copyOf(requireSome(windows)), zone);
    }

    /**
     * Returns the windows when there are any.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static List<Window> requireSome(List<Window> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("is an empty list: leave it out for always");
        }
        return windows;
    }

    /** The hours that are in both, each in its own time zone. */
    public Hours and(Hours other) {
        // In an order of their own, so that it does not show in which one they came.
        Set<Hours> both = new TreeSet<>(Comparator.comparing(Hours::toString));
        both.addAll(parts());
        both.addAll(other.parts());
        if (both.isEmpty()) {
            return ANY;
        }
        return both.size() == 1
                ? both.iterator().next()
                : new Hours(both.stream().flatMap(part -> part.windows.stream()).toList(), DEFAULT_ZONE, both);
    }

    private Collection<Hours> parts() {
        if (!each.isEmpty()) {
            return each;
        }
        return windows.isEmpty() ? List.of() : List.of(this);
    }

    /**
     * Reads an IANA time zone, which is what both Java and nats-server know.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            throw new IllegalArgumentException(
                    Quoted.of(name) + " is not an IANA time zone such as Europe/Berlin or UTC");
        }
        return ZoneId.of(name);
    }

    /** When the window that is open now ends, in seconds since 1970; {@link #CLOSED} or {@link #ALWAYS}. */
    public long openUntil(Instant now) {
        if (windows.isEmpty()) {
            return ALWAYS;
        }
        return each.isEmpty() ? openOfOneZone(now) : openOfEach(now);
    }

    /** Closed where one of them is, since that is the smallest number. */
    private long openOfEach(Instant now) {
        long end = ALWAYS;
        for (Hours hours : each) {
            end = Math.min(end, hours.openUntil(now));
        }
        return end;
    }

    private long openOfOneZone(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        long end = CLOSED;
        for (Window window : windows) {
            end = Math.max(end, window.openUntil(local));
        }
        return end;
    }

    /** The windows; none for always. */
    public List<Window> windows() {
        return windows;
    }

    /** The time zone of the windows, where they are {@linkplain #isOfOneZone of one}. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether they are the windows of one time zone, and not what several have in common. */
    public boolean isOfOneZone() {
        return each.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Hours that)) {
            return false;
        }
        return each.isEmpty()
                ? that.each.isEmpty() && windows.equals(that.windows) && zone.equals(that.zone)
                : each.equals(that.each);
    }

    @Override
    public int hashCode() {
        return each.isEmpty() ? windows.hashCode() * 31 + zone.hashCode() : each.hashCode();
    }

    @Override
    public String toString() {
        return each.isEmpty() ? windows + " in " + zone : each.toString();
    }

    /** From start to end, and past midnight when the end is before the start. */
    public record Window(LocalTime start, LocalTime end) {
        /** @throws IllegalArgumentException when it is empty */
        public Window {
            if (start.equals(end)) {
                throw new IllegalArgumentException("from " + start.format(CLOCK) + " to " + end.format(CLOCK)
                        + " is an empty range: leave times out for always");
            }
        }

        /**
         * Reads a window, as {@code HH:MM:SS}.
         *
         * @throws IllegalArgumentException when a time is none, or the window is empty
         */
        public static Window parse(String start, String end) {
            return new Window(time(start), time(end));
        }

        private static LocalTime time(String text) {
            try {
                return LocalTime.parse(text, CLOCK);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not a time of the day as HH:MM:SS", e);
            }
        }

        private long openUntil(ZonedDateTime now) {
            ZonedDateTime from = at(now, start);
            ZonedDateTime to = at(now, end);
            if (start.isAfter(end)) {
                return now.isBefore(to) ? to.toEpochSecond() : within(now, from, at(now.plusDays(1), end));
            }
            return within(now, from, to);
        }

        private static ZonedDateTime at(ZonedDateTime day, LocalTime time) {
            return day.toLocalDate().atTime(time).atZone(day.getZone());
        }

        private static long within(ZonedDateTime now, ZonedDateTime from, ZonedDateTime to) {
            return now.isBefore(from) || !now.isBefore(to) ? CLOSED : to.toEpochSecond();
        }
    }
}

package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.Limits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the day in which a user may be connected, in one time zone; none for always. The windows are those of
 * nats-server: from start to end, past midnight when the end is before the start; windows that touch are not joined.
 */
public final class Hours {
    /** The zone of hours that name none: nats-server would take its own machine's, which Gatehouse cannot know. */
    public static final String DEFAULT_ZONE = "UTC";

    public static final long CLOSED = -1;
    public static final long ALWAYS = Long.MAX_VALUE;
    public static final Hours ANY = new Hours(List.of(), ZoneId.of(DEFAULT_ZONE));
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private final List<Window> windows;
    private final ZoneId zone;

    private Hours(List<Window> windows, ZoneId zone) {
        this.windows = windows;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException when a time or the zone is none, or a window is empty */
    public static Hours of(Limits limits) {
        ZoneId zone = zone(limits.timesLocation());
        return limits.times().isEmpty()
                ? ANY
                : new Hours(limits.times().stream().map(Window::of).toList(), zone);
    }

    /**
     * Checks a window, as {@code HH:MM:SS}.
     *
     * @throws IllegalArgumentException when a time is none, or the window is empty
     */
    public static void check(Limits.TimeRange range) {
        Window.of(range);
    }

    /**
     * Reads an IANA time zone, which is what both Java and nats-server know; null is {@link #DEFAULT_ZONE}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ZoneId zone(@Nullable String name) {
        if (name == null || name.equals(DEFAULT_ZONE)) {
            return ANY.zone;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            throw new IllegalArgumentException("\"" + name + "\" is not an IANA time zone such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }

    /** When the window that is open now ends, in seconds since 1970; {@link #CLOSED} or {@link #ALWAYS}. */
    public long openUntil(Instant now) {
        if (windows.isEmpty()) {
            return ALWAYS;
        }
        ZonedDateTime local = now.atZone(zone);
        long end = CLOSED;
        for (Window window : windows) {
            end = Math.max(end, window.openUntil(local));
        }
        return end;
    }

    private record Window(LocalTime start, LocalTime end) {
        static Window of(Limits.TimeRange range) {
            Window window = new Window(time(range.start()), time(range.end()));
            if (window.start.equals(window.end)) {
                throw new IllegalArgumentException("from " + range.start() + " to " + range.end()
                        + " is an empty range: leave times out for always");
            }
            return window;
        }

        private static LocalTime time(String text) {
            try {
                return LocalTime.parse(text, CLOCK);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not a time of the day as HH:MM:SS", e);
            }
        }

        public long openUntil(ZonedDateTime now) {
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

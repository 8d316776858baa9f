package io.gatehouse.directory.users;

import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the fields of a user that are limits: {@code subs, data, payload, src, times, times_location}. */
final class LimitsReader {
    private static final FieldNames WINDOW = new FieldNames("start", "end");

    private final UserCursor in;
    private long subs;
    private long data;
    private long payload;
    private Sources sources = Sources.ANY;
    private List<Hours.Window> windows = List.of();
    private ZoneId zone = Hours.DEFAULT_ZONE;
    private String start = "";
    private String end = "";

    LimitsReader(UserCursor in) {
        this.in = in;
        begin();
    }

    /** Begins with the next user, who has no limits yet. */
    void begin() {
        subs = UserLimits.NO_LIMIT;
        data = UserLimits.NO_LIMIT;
        payload = UserLimits.NO_LIMIT;
        sources = Sources.ANY;
        windows = List.of();
        zone = Hours.DEFAULT_ZONE;
    }

    void field(String name) {
        switch (name) {
            case "subs" -> subs = in.valid(UserLimits.NO_LIMIT, () -> UserLimits.requireSubs(limit()));
            case "data" -> data = limit();
            case "payload" -> payload = in.valid(UserLimits.NO_LIMIT, () -> UserLimits.requirePayload(limit()));
            case "src" -> sources = sources();
            case "times" -> windows = windows();
            default -> zone = zone();
        }
    }

    /** What was read; not to be asked for where there was a mistake. */
    UserLimits limits() {
        Hours hours = windows.isEmpty() ? Hours.ANY : Hours.of(windows, zone);
        return new UserLimits(subs, data, payload, sources, hours);
    }

    private long limit() {
        return in.number(UserLimits.NO_LIMIT, Long.MAX_VALUE);
    }

    private Sources sources() {
        List<SourceRange> ranges = new ArrayList<>();
        return in.validWhole(
                Sources.ANY,
                () -> in.<String>list(text -> text).stream()
                        .flatMap(text -> Stream.of(text.split(",", -1)))
                        .forEach(text -> range(text.trim(), ranges)),
                () -> Sources.of(ranges));
    }

    private void range(String text, List<SourceRange> ranges) {
        SourceRange range = in.validOrNull(() -> SourceRange.parse(text));
        if (range != null) {
            in.weigh(HeapWeight.RANGE);
            ranges.add(range);
        }
    }

    private List<Hours.Window> windows() {
        List<Hours.Window> read = new ArrayList<>();
        return in.validWhole(
                List.of(), () -> in.objects(WINDOW, this::time, () -> window(read)), () -> Hours.requireSome(read));
    }

    private void time(String name) {
        String text = in.text();
        if (name.equals("start")) {
            start = text == null ? "" : text;
        } else {
            end = text == null ? "" : text;
        }
    }

    private void window(List<Hours.Window> read) {
        if (start.isEmpty() || end.isEmpty()) {
            in.mistake("must have a start and an end as HH:MM:SS");
        } else {
            Hours.Window window = in.validOrNull(() -> Hours.Window.parse(start, end));
            if (window != null) {
                read.add(window);
            }
        }
        start = "";
        end = "";
    }

    private ZoneId zone() {
        String name = in.text();
        return name == null ? Hours.DEFAULT_ZONE : in.valid(Hours.DEFAULT_ZONE, () -> Hours.zone(name));
    }
}

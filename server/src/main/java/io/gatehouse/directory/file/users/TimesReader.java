package io.gatehouse.directory.file.users;

import io.gatehouse.claims.Limits.TimeRange;
import io.gatehouse.policy.entitlement.Hours;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code times[{start,end}]}. */
final class TimesReader {
    private static final FieldNames FIELDS = new FieldNames("start", "end");

    private final UserCursor in;
    private String start = "";
    private String end = "";

    TimesReader(UserCursor in) {
        this.in = in;
    }

    List<TimeRange> read() {
        int before = in.mistakes();
        List<TimeRange> ranges = new ArrayList<>();
        in.objects(FIELDS, this::field, () -> add(ranges));
        if (ranges.isEmpty() && in.mistakes() == before) {
            in.mistake("is an empty list: leave it out for always");
        }
        return ranges;
    }

    private void field(String name) {
        String text = in.text();
        if (name.equals("start")) {
            start = text == null ? "" : text;
        } else {
            end = text == null ? "" : text;
        }
    }

    private void add(List<TimeRange> ranges) {
        TimeRange range = new TimeRange(start, end);
        start = "";
        end = "";
        if (range.start().isEmpty() || range.end().isEmpty()) {
            in.mistake("must have a start and an end as HH:MM:SS");
            return;
        }
        try {
            Hours.check(range);
            ranges.add(range);
        } catch (IllegalArgumentException e) {
            in.mistake(String.valueOf(e.getMessage()));
        }
    }
}

package io.gatehouse.directory.file.users;

import io.gatehouse.claims.Limits;
import io.gatehouse.claims.Limits.TimeRange;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a user that are limits: {@code subs, data, payload, src, times, times_location}. */
final class LimitsReader {
    private final UserCursor in;
    private final TimesReader timesReader;
    private long subs;
    private long data;
    private long payload;
    private List<String> sources = List.of();
    private List<TimeRange> times = List.of();
    private @Nullable String timesLocation;

    LimitsReader(UserCursor in) {
        this.in = in;
        this.timesReader = new TimesReader(in);
        begin();
    }

    /** Begins with the next user, who has no limits yet. */
    void begin() {
        subs = Limits.NO_LIMIT;
        data = Limits.NO_LIMIT;
        payload = Limits.NO_LIMIT;
        sources = List.of();
        times = List.of();
        timesLocation = null;
    }

    void field(String name) {
        switch (name) {
            case "subs" -> subs = limit("the user could not even log in");
            case "data" -> data = in.number(-1, Long.MAX_VALUE);
            case "payload" -> payload = limit("the first message with any content would end the session");
            case "src" -> sources = sources();
            case "times" -> times = timesReader.read();
            default -> timesLocation = location();
        }
    }

    Limits limits() {
        Limits limits = new Limits(subs, data, payload, sources, times, timesLocation);
        return limits.equals(Limits.NONE) ? Limits.NONE : limits;
    }

    /** A limit that servers from 2.14.10 and 2.15.3 on enforce, and that 0 would make useless there. */
    private long limit(String ofNone) {
        long limit = in.number(-1, Long.MAX_VALUE);
        if (limit == 0) {
            in.mistake("must not be 0, since " + ofNone + ": write -1 or leave it out for no limit, or disabled to keep"
                    + " the user out");
        }
        return limit;
    }

    private List<String> sources() {
        int before = in.mistakes();
        List<String> ranges = new ArrayList<>();
        for (String text : in.list(text -> text)) {
            for (String part : text.split(",", -1)) {
                source(part.trim(), ranges);
            }
        }
        if (ranges.isEmpty() && in.mistakes() == before) {
            in.mistake("is an empty list: leave it out for any address");
        }
        return ranges;
    }

    private void source(String text, List<String> ranges) {
        if (text.indexOf('%') >= 0) {
            in.mistake(Quoted.of(text) + " has a zone (%...), which is the name of a network interface of one machine:"
                    + " leave it out, as in fe80::/10");
            return;
        }
        try {
            ranges.add(SourceRange.parse(text).toString());
        } catch (IllegalArgumentException e) {
            in.mistake(Quoted.of(text) + " is not an address range such as 10.0.0.0/8 or 2001:db8::/32");
        }
    }

    private @Nullable String location() {
        String name = in.text();
        if (name == null) {
            return null;
        }
        try {
            Hours.zone(name);
        } catch (IllegalArgumentException e) {
            in.mistake(Quoted.of(name) + " is not an IANA time zone such as Europe/Berlin or UTC");
        }
        return name;
    }
}

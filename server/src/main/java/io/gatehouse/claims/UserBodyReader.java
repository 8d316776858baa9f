package io.gatehouse.claims;

import io.gatehouse.claims.Limits.TimeRange;
import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what user JWTs, and the templates of scoped signing keys, say of users. */
public final class UserBodyReader {
    private static final int MAX_SUBJECTS = 10_000;
    private static final Names RULES = new Names("allow", "deny");
    private static final Names RESPONSES = new Names("max", "ttl");
    private static final Names TIME = new Names("start", "end");
    private static final Names TEMPLATE = new Names(
            "pub",
            "sub",
            "resp",
            "src",
            "times",
            "times_location",
            "subs",
            "data",
            "payload",
            "bearer_token",
            "proxy_required",
            "allowed_connection_types");

    private SubjectRules publish = SubjectRules.NONE;
    private SubjectRules subscribe = SubjectRules.NONE;
    private @Nullable Responses responses;
    private List<String> sources = List.of();
    private List<TimeRange> times = List.of();
    private @Nullable String timesLocation;
    private long subs;
    private long data;
    private long payload;
    private boolean bearer;
    private boolean proxy;
    private List<String> connectionTypes = List.of();

    /**
     * @param absentLimit what a limit is that is not told: 0 in a user JWT, {@link Limits#NO_LIMIT} in a template
     */
    public UserBodyReader(long absentLimit) {
        this.subs = absentLimit;
        this.data = absentLimit;
        this.payload = absentLimit;
    }

    public static UserClaims.Body template(JsonReader in) throws ClaimsException {
        UserBodyReader reader = new UserBodyReader(Limits.NO_LIMIT);
        JsonReader.Members members = in.object(TEMPLATE);
        while (members.next()) {
            reader.member(members.name(), in);
        }
        return reader.body();
    }

    /** Reads the value of one member, or skips it. */
    public void member(String name, JsonReader in) throws ClaimsException {
        switch (name) {
            case "pub" -> publish = rules(in);
            case "sub" -> subscribe = rules(in);
            case "resp" -> responses = responses(in);
            case "src" -> sources = sources(in);
            case "times" -> times = times(in);
            case "times_location" -> timesLocation = in.string();
            case "subs" -> subs = in.number();
            case "data" -> data = in.number();
            case "payload" -> payload = in.number();
            case "bearer_token" -> bearer = in.bool();
            case "proxy_required" -> proxy = in.bool();
            case "allowed_connection_types" -> connectionTypes = in.strings(16);
            default -> in.skip();
        }
    }

    public UserClaims.Body body() {
        Limits limits = new Limits(subs, data, payload, sources, times, timesLocation);
        return new UserClaims.Body(permissions(), limits, bearer, proxy, connectionTypes);
    }

    public Permissions permissions() {
        return new Permissions(publish, subscribe, responses);
    }

    static SubjectRules rules(JsonReader in) throws ClaimsException {
        List<String> allow = List.of();
        List<String> deny = List.of();
        JsonReader.Members rules = in.object(RULES);
        while (rules.next()) {
            if (rules.name().equals("allow")) {
                allow = in.strings(MAX_SUBJECTS);
            } else {
                deny = in.strings(MAX_SUBJECTS);
            }
        }
        return new SubjectRules(allow, deny);
    }

    private static Responses responses(JsonReader in) throws ClaimsException {
        int max = 0;
        long ttl = 0;
        JsonReader.Members responses = in.object(RESPONSES);
        while (responses.next()) {
            if (responses.name().equals("max")) {
                max = in.integer();
            } else {
                ttl = in.number();
            }
        }
        return new Responses(max, Duration.ofNanos(ttl));
    }

    /** A list, or as older tools wrote it, one text with commas. */
    private static List<String> sources(JsonReader in) throws ClaimsException {
        return in.isString() ? List.of(in.string().split(",")) : in.strings(MAX_SUBJECTS);
    }

    private static List<TimeRange> times(JsonReader in) throws ClaimsException {
        List<TimeRange> times = new ArrayList<>();
        JsonReader.Elements list = in.list(1_000);
        while (list.next()) {
            times.add(time(in));
        }
        return times;
    }

    private static TimeRange time(JsonReader in) throws ClaimsException {
        String start = "";
        String end = "";
        JsonReader.Members time = in.object(TIME);
        while (time.next()) {
            if (time.name().equals("start")) {
                start = in.string();
            } else {
                end = in.string();
            }
        }
        return new TimeRange(start, end);
    }
}

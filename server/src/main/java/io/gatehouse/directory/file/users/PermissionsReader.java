package io.gatehouse.directory.file.users;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.entitlement.Subjects;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code permissions{pub{allow,deny}, sub{allow,deny}, resp{max,ttl}}}. */
final class PermissionsReader {
    private static final FieldNames SIDES = new FieldNames("pub", "sub", "resp");
    private static final FieldNames RULES = new FieldNames("allow", "deny");
    private static final FieldNames RESPONSES = new FieldNames("max", "ttl");

    private final UserCursor in;
    private SubjectRules publish = SubjectRules.NONE;
    private SubjectRules subscribe = SubjectRules.NONE;
    private @Nullable Responses responses;
    private List<String> allow = List.of();
    private List<String> deny = List.of();
    private int max;
    private Duration ttl = Duration.ZERO;

    PermissionsReader(UserCursor in) {
        this.in = in;
    }

    Permissions read() {
        publish = SubjectRules.NONE;
        subscribe = SubjectRules.NONE;
        responses = null;
        in.object(SIDES, this::side);
        return new Permissions(publish, subscribe, responses);
    }

    private void side(String name) {
        switch (name) {
            case "pub" -> publish = rules(false);
            case "sub" -> subscribe = rules(true);
            default -> responses = responses();
        }
    }

    private SubjectRules rules(boolean queue) {
        allow = List.of();
        deny = List.of();
        in.object(RULES, name -> {
            if (name.equals("allow")) {
                allow = allowed(queue);
            } else {
                deny = in.list(text -> subject(text, queue));
            }
        });
        return new SubjectRules(allow, deny);
    }

    private List<String> allowed(boolean queue) {
        int before = in.mistakes();
        List<String> subjects = in.list(text -> subject(text, queue));
        if (subjects.isEmpty() && in.mistakes() == before) {
            in.mistake("is an empty list, which nats-server takes for \"everything\":"
                    + " leave it out to allow everything, or write \"deny\": [\">\"] to allow nothing");
        }
        return subjects;
    }

    private @Nullable String subject(String text, boolean queue) {
        String mistake = Subjects.mistake(text, queue);
        if (mistake == null) {
            return text;
        }
        in.mistake("subject " + Quoted.of(text) + " " + mistake);
        return null;
    }

    private Responses responses() {
        max = 0;
        ttl = Duration.ZERO;
        in.object(RESPONSES, name -> {
            if (name.equals("max")) {
                max = (int) in.number(-1, Integer.MAX_VALUE);
            } else {
                ttl = ttl();
            }
        });
        return new Responses(max, ttl);
    }

    private Duration ttl() {
        if (!in.isText()) {
            return Duration.ofNanos(in.number(Long.MIN_VALUE + 1, Long.MAX_VALUE));
        }
        String text = in.text();
        Duration duration = text == null ? null : GoDuration.parse(text);
        if (duration == null) {
            in.mistake("must be a duration such as \"2m\", or a whole number of nanoseconds");
            return Duration.ZERO;
        }
        return duration;
    }
}

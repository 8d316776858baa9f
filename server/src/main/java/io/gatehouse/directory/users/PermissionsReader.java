package io.gatehouse.directory.users;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.text.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code permissions{pub{allow,deny}, sub{allow,deny}, resp{max,ttl}}}. */
final class PermissionsReader {
    private static final FieldNames SIDES = new FieldNames("pub", "sub", "resp");
    private static final FieldNames RULES = new FieldNames("allow", "deny");
    private static final FieldNames RESPONSES = new FieldNames("max", "ttl");

    private final UserCursor in;
    private SubjectSet publish = SubjectSet.EVERYTHING;
    private SubjectSet subscribe = SubjectSet.EVERYTHING;
    private @Nullable Responses responses;
    private @Nullable List<String> allow;
    private List<String> deny = List.of();
    private int max;
    private Duration ttl = Duration.ZERO;

    PermissionsReader(UserCursor in) {
        this.in = in;
    }

    UserPermissions read() {
        publish = SubjectSet.EVERYTHING;
        subscribe = SubjectSet.EVERYTHING;
        responses = null;
        return in.validWhole(
                UserPermissions.UNRESTRICTED,
                () -> in.object(SIDES, this::side),
                () -> new UserPermissions(publish, subscribe, responses));
    }

    private void side(String name) {
        switch (name) {
            case "pub" -> publish = subjects(false);
            case "sub" -> subscribe = subjects(true);
            default -> responses = responses();
        }
    }

    private SubjectSet subjects(boolean queue) {
        allow = null;
        deny = List.of();
        return in.validWhole(
                SubjectSet.EVERYTHING,
                () -> in.object(RULES, name -> rule(name, queue)),
                () -> allow == null ? SubjectSet.except(deny) : SubjectSet.of(allow, deny));
    }

    private void rule(String name, boolean queue) {
        List<String> subjects = new ArrayList<>();
        if (name.equals("allow")) {
            allow = in.validWhole(subjects, () -> list(subjects, queue), () -> SubjectSet.requireSome(subjects));
        } else {
            list(subjects, queue);
            deny = subjects;
        }
    }

    private void list(List<String> subjects, boolean queue) {
        subjects.addAll(in.list(text -> in.validOrNull(() -> SubjectSet.require(text, queue))));
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

package io.gatehouse.claims;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe to. An empty side is unrestricted on that side; both empty leave the account's
 * defaults to hold.
 */
public record Permissions(
        SubjectRules publish,
        SubjectRules subscribe,
        @Nullable Responses responses) {
    /** No restriction of the user's own. */
    public static final Permissions NONE = new Permissions(SubjectRules.NONE, SubjectRules.NONE, null);

    /** Leave for nothing at all. */
    public static final Permissions NOTHING = new Permissions(SubjectRules.NOTHING, SubjectRules.NOTHING, null);

    /** Subjects that are allowed and denied; a denial wins. A subscribe subject may carry a queue after a space. */
    public record SubjectRules(List<String> allow, List<String> deny) {
        public static final SubjectRules NONE = new SubjectRules(List.of(), List.of());
        public static final SubjectRules NOTHING = new SubjectRules(List.of(), List.of(">"));

        public SubjectRules {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        public boolean isEmpty() {
            return allow.isEmpty() && deny.isEmpty();
        }

        /** Whether they include a subject. */
        public boolean include(String subject) {
            return (allow.isEmpty() || allow.stream().anyMatch(pattern -> matches(pattern, subject)))
                    && deny.stream().noneMatch(pattern -> matches(pattern, subject));
        }

        private static boolean matches(String pattern, String subject) {
            String[] wanted = pattern.split("\\.", -1);
            String[] tokens = subject.split("\\.", -1);
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].equals(">")) {
                    return tokens.length > i;
                }
                if (i >= tokens.length || !(wanted[i].equals("*") || wanted[i].equals(tokens[i]))) {
                    return false;
                }
            }
            return wanted.length == tokens.length;
        }
    }

    /**
     * Leave to publish to the reply subjects of received messages.
     *
     * @param max how many responses to each message, -1 for any number, 0 for the server's default (1)
     * @param ttl for how long after the message; zero for the server's default (2 minutes), negative forever
     */
    public record Responses(int max, Duration ttl) {}
}

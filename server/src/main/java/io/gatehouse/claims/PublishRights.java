package io.gatehouse.claims;

import java.util.List;

/**
 * The subjects that a user's permissions name for publishing.
 *
 * @param allow empty for any
 */
public record PublishRights(List<String> allow, List<String> deny) {
    static final PublishRights ANY = new PublishRights(List.of(), List.of());

    public PublishRights {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Whether a subject may be published to. */
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

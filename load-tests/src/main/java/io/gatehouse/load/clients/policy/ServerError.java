package io.gatehouse.load.clients.policy;

import java.util.Locale;

/** The kinds of {@code -ERR} that client libraries distinguish. */
public enum ServerError {
    AUTHORIZATION_VIOLATION("authorization violation", true),
    USER_AUTHENTICATION_EXPIRED("user authentication expired", true),
    USER_AUTHENTICATION_REVOKED("user authentication revoked", true),
    ACCOUNT_AUTHENTICATION_EXPIRED("account authentication expired", true),
    AUTHENTICATION_TIMEOUT("authentication timeout", true),
    STALE_CONNECTION("stale connection", false),
    MAXIMUM_CONNECTIONS("maximum connections exceeded", false),
    MAXIMUM_ACCOUNT_CONNECTIONS("maximum account active connections exceeded", false),
    PERMISSIONS_VIOLATION("permissions violation", false),
    OTHER("", false);

    private final String beginning;
    private final boolean refusal;

    ServerError(String beginning, boolean refusal) {
        this.beginning = beginning;
        this.refusal = refusal;
    }

    /** Reads the text that follows {@code -ERR}, with or without its quotes. */
    public static ServerError of(String text) {
        String bare = text.strip();
        if (bare.startsWith("'")) {
            bare = bare.substring(1);
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        for (ServerError error : values()) {
            if (lower.startsWith(error.beginning)) {
                return error;
            }
        }
        return OTHER;
    }

    /** Whether the server refused a login, or ended one, because of who the client is. */
    public boolean isRefusal() {
        return refusal;
    }
}

package io.gatehouse.claims;

import org.jspecify.annotations.Nullable;

/** What the client sent in CONNECT ({@code nats.connect_opts}); an absent option is null. Its secrets are masked in text. */
public record ConnectOptions(
        @Nullable String jwt,
        @Nullable String nkey,
        @Nullable String signature,
        @Nullable String token,
        @Nullable String user,
        @Nullable String password,
        @Nullable String name,
        @Nullable String lang,
        @Nullable String version,
        int protocol) {
    @Override
    public String toString() {
        return "ConnectOptions[user=" + user + ", nkey=" + nkey + ", name=" + name + ", lang=" + lang + ", version="
                + version + ", protocol=" + protocol + ", jwt=" + mask(jwt) + ", signature=" + mask(signature)
                + ", token=" + mask(token) + ", password="
                + mask(password) + "]";
    }

    private static String mask(@Nullable String secret) {
        return secret == null ? "none" : "***";
    }
}

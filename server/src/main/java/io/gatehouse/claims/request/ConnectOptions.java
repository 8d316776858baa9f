package io.gatehouse.claims.request;

import io.gatehouse.claims.UserToken;
import java.util.Objects;
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
    /**
     * Whether the client brought nothing of its own that could be looked up. In operator mode a JWT is the sentinel's: it
     * says which account to ask and nothing of the client. Some libraries send the nkey that signs for it as well.
     */
    public boolean isEmpty() {
        return !given(user) && !given(password) && !given(token) && (!given(nkey) || isSentinelsNkey());
    }

    /** Whether a JWT came and nothing of the client's own with it. */
    public boolean isSentinelAlone() {
        return given(jwt) && isEmpty();
    }

    ConnectOptions withUser(@Nullable String newUser) {
        return new ConnectOptions(jwt, nkey, signature, token, newUser, password, name, lang, version, protocol);
    }

    /** Whether the nkey is that of the JWT, by which the client proves no more than that it has the sentinel's file. */
    public boolean isSentinelsNkey() {
        return jwt != null && given(jwt) && Objects.equals(nkey, UserToken.subject(jwt));
    }

    private static boolean given(@Nullable String option) {
        return option != null && !option.isEmpty();
    }

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

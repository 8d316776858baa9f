package io.gatehouse.load.nats;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The credentials of a connection: the members of CONNECT that are not constant. Shows no secret. */
public sealed interface NatsLogin {
    /** Without credentials. */
    static NatsLogin nobody() {
        return new Password(null, null);
    }

    /** The login's members of CONNECT. */
    Map<String, String> options(String nonce);

    /** A user name and a password; null for neither. */
    record Password(@Nullable String user, @Nullable String password) implements NatsLogin {
        @Override
        public Map<String, String> options(String nonce) {
            Map<String, String> options = new LinkedHashMap<>();
            if (user != null) {
                options.put("user", user);
            }
            if (password != null) {
                options.put("pass", password);
            }
            return options;
        }

        @Override
        public String toString() {
            return user == null ? "without a user: give --user and --password, --creds or --nkey" : "user " + user;
        }
    }

    /** A credentials file. */
    record CredsFileLogin(CredsFile file) implements NatsLogin {
        @Override
        public Map<String, String> options(String nonce) {
            return Map.of("jwt", file.jwt(), "sig", signed(file.user(), nonce));
        }
    }

    /** An nkey that the server's configuration lists. */
    record NkeyLogin(SigningKey key) implements NatsLogin {
        @Override
        public Map<String, String> options(String nonce) {
            return Map.of("nkey", key.publicKey().text(), "sig", signed(key, nonce));
        }
    }

    private static String signed(SigningKey key, String nonce) {
        byte[] bytes = nonce.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(bytes, 0, bytes.length));
    }
}

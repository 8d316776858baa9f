package io.gatehouse.directory.postgres;

import io.gatehouse.crypto.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A server as a URL names it: {@code postgresql://user:password@host:port/database}.
 *
 * @param database null where the URL names none; the same for user and password
 */
record DatabaseUrl(
        DatabaseHost host,
        @Nullable String database,
        @Nullable String user,
        @Nullable Secret password) {
    private static final String SHAPE = "is not a URL such as postgresql://gatehouse@db.example.com:5432/users";

    /** @throws IllegalArgumentException when it is none; the message does not repeat it, for it may have a password */
    static DatabaseUrl parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(SHAPE, withoutText(e));
        }
    }

    private static Throwable withoutText(URISyntaxException e) {
        return new IllegalArgumentException("at character " + e.getIndex());
    }

    private static DatabaseUrl of(URI url) {
        String scheme = url.getScheme();
        boolean ours = "postgresql".equals(scheme) || "postgres".equals(scheme);
        if (!ours || url.getHost() == null) {
            throw new IllegalArgumentException(SHAPE);
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("has parameters: set them as keys, such as sslmode");
        }
        int port = url.getPort() < 0 ? DatabaseHost.DEFAULT_PORT : url.getPort();
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("has a port that is not between 1 and 65535");
        }
        String[] login = login(url.getRawUserInfo());
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        return new DatabaseUrl(
                new DatabaseHost(host, port),
                path.isEmpty() ? null : path,
                login.length < 1 || login[0].isEmpty() ? null : login[0],
                login.length < 2 || login[1].isEmpty() ? null : Secret.of(login[1]));
    }

    private static String[] login(@Nullable String info) {
        if (info == null) {
            return new String[0];
        }
        int colon = info.indexOf(':');
        return colon < 0
                ? new String[] {decoded(info)}
                : new String[] {decoded(info.substring(0, colon)), decoded(info.substring(colon + 1))};
    }

    /** A plus is a plus here. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

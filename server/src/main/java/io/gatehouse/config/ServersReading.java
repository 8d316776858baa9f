package io.gatehouse.config;

import io.gatehouse.config.Layers.Found;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.nats.ServerUrlException;
import io.gatehouse.nats.ServerUrlReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nats.url} says.
 *
 * @param urls without users, passwords and tokens
 * @param login the login that the URLs bear; one for all servers
 * @param loginFound where that stands; empty when they bear none
 */
record ServersReading(List<ServerUrl> urls, Login login, List<Found> loginFound) {
    private static final String MANY_LOGINS =
            "the servers' URLs bear different users, passwords or tokens: servers of one"
                    + " cluster know the same users, so give one login for all, as nats.user and nats.password_file, say";

    static ServersReading read(Reading reading, SecretReading secrets) {
        Found found = reading.find(Key.NATS_URL);
        List<String> texts = reading.list(Key.NATS_URL);
        List<ServerUrl> urls = new ArrayList<>();
        List<Login> logins = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                ServerUrlReading.Found read = ServerUrlReading.read(texts.get(i));
                urls.add(read.url());
                logins.add(read.login());
            } catch (ServerUrlException e) {
                String which = texts.size() == 1 ? "" : "server " + (i + 1) + " of " + texts.size() + ": ";
                problem(reading, found, which + e.getMessage());
            }
        }
        logins.removeIf(Login.None.class::isInstance);
        if (found == null || logins.isEmpty()) {
            return new ServersReading(urls.isEmpty() ? fallback() : urls, new Login.None(), List.of());
        }
        if (logins.stream().map(ServersReading::revealed).distinct().count() > 1) {
            problem(reading, found, MANY_LOGINS);
        }
        secrets.remember(found);
        return new ServersReading(urls.isEmpty() ? fallback() : urls, logins.get(0), List.of(found));
    }

    /** Secrets are not equal to each other, whatever their texts. */
    private static List<String> revealed(Login login) {
        if (login instanceof Login.UserPassword user) {
            return List.of(user.user(), user.password().reveal());
        }
        return login instanceof Login.Token token ? List.of(token.token().reveal()) : List.of();
    }

    private static void problem(Reading reading, @Nullable Found found, String words) {
        if (found == null) {
            throw new IllegalStateException("the default of nats.url is not a URL: " + words);
        }
        reading.problems().add(found.where(), found.path(), words);
    }

    private static List<ServerUrl> fallback() {
        return List.of(ServerUrl.of(Key.NATS_URL.defaultText()));
    }
}

package io.gatehouse.cli.check.live;

import io.gatehouse.config.SecretSource;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.service.GatehouseSettings;
import java.util.stream.Stream;

/** What to look at when nats-server refuses the service's login: only what is configured. */
public final class LoginRemedy {
    private LoginRemedy() {}

    public static String of(GatehouseSettings settings) {
        Login login = settings.nats().login();
        if (login instanceof Login.None) {
            return "give the service a login: nats.creds in operator mode, nats.user or nats.nkey in config mode";
        }
        if (login instanceof Login.Creds creds) {
            return "check that nats.creds (" + creds.file()
                    + ") are valid, not revoked, and of a user in auth_users of the" + " callout";
        }
        return "check " + keys(settings, login) + ", and that the user is in auth_users of the callout";
    }

    private static String keys(GatehouseSettings settings, Login login) {
        if (login instanceof Login.NkeySeed) {
            return "nats.nkey" + place(settings, "nats.nkey");
        }
        if (login instanceof Login.Token) {
            return key(settings, "nats.token", "nats.token_file");
        }
        return Stream.of("nats.password", "nats.password_file").anyMatch(key -> isFrom(settings, key))
                ? "nats.user and " + key(settings, "nats.password", "nats.password_file")
                : "the user and the password in nats.url";
    }

    private static String key(GatehouseSettings settings, String value, String file) {
        String used = isFrom(settings, file) ? file : value;
        return used + place(settings, used);
    }

    private static boolean isFrom(GatehouseSettings settings, String key) {
        return settings.secrets().stream().anyMatch(source -> source.path().equals(key));
    }

    private static String place(GatehouseSettings settings, String key) {
        return settings.secrets().stream()
                .filter(source -> source.path().equals(key))
                .findFirst()
                .map(LoginRemedy::place)
                .orElse("");
    }

    private static String place(SecretSource source) {
        return " (" + (source.file() == null ? source.place() : source.file()) + ")";
    }
}

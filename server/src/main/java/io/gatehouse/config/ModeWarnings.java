package io.gatehouse.config;

import io.gatehouse.nats.NatsSettings.Login;
import java.util.ArrayList;
import java.util.List;

/** Tells of keys that make sense in operator mode only, where no accounts make it config mode. */
final class ModeWarnings {
    private ModeWarnings() {}

    static List<String> of(Reading reading, Login login, boolean configMode) {
        List<String> given = new ArrayList<>();
        if (configMode && reading.has(Key.ISSUER_ACCOUNT)) {
            given.add(Key.ISSUER_ACCOUNT.path());
        }
        if (configMode && login instanceof Login.Creds) {
            given.add(Key.NATS_CREDS.path());
        }
        return given.isEmpty()
                ? List.of()
                : List.of(String.join(" and ", given)
                        + (given.size() == 1 ? " is" : " are")
                        + " for operator mode, and without accounts this is config mode: add accounts with their ids and"
                        + " signing keys, or where nats-server has users and accounts in its configuration, remove "
                        + (given.size() == 1 ? "it" : "them"));
    }
}

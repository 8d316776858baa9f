package io.gatehouse.service;

import io.gatehouse.nats.NatsSettings.Login;
import java.util.ArrayList;
import java.util.List;

/** Tells of keys that make sense in operator mode only, where no accounts make it config mode. */
final class ModeWarnings {
    private ModeWarnings() {}

    static List<String> of(boolean issuerAccount, Login login, boolean operatorMode) {
        List<String> given = new ArrayList<>();
        if (issuerAccount) {
            given.add("issuer.account");
        }
        if (login instanceof Login.Creds) {
            given.add("nats.creds");
        }
        return operatorMode || given.isEmpty()
                ? List.of()
                : List.of(String.join(" and ", given)
                        + (given.size() == 1 ? " is" : " are")
                        + " for operator mode, and without accounts this is config mode: add accounts with their ids and"
                        + " signing keys, or where nats-server has users and accounts in its configuration, remove "
                        + (given.size() == 1 ? "it" : "them"));
    }
}

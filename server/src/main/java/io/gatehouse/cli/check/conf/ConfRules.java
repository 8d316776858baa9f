package io.gatehouse.cli.check.conf;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What nats-server refuses of a configuration that it can read: unknown settings, and values of the wrong kind where
 * users, accounts and the callout are told of. The rest is {@code nats-server -t}'s to judge.
 */
public final class ConfRules {
    private final ConfReader reader;
    private final boolean operatorMode;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Set<String> users = new HashSet<>();

    ConfRules(ConfReader reader, boolean operatorMode) {
        this.reader = reader;
        this.operatorMode = operatorMode;
    }

    /**
     * Something that nats-server refuses.
     *
     * @param unknownField whether it is a setting that no version up to 2.15 has; a newer one may
     */
    public record Mistake(String place, String message, boolean unknownField) {
        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    public List<Mistake> mistakes(ConfValue conf) {
        fields(conf, "", ConfFields.TOP);
        conf.entries().forEach((name, value) -> kind(name.toLowerCase(Locale.ROOT), value));
        ConfValue tags = conf.get("server_tags");
        if (tags.text() == null) {
            texts(tags, "server_tags");
        }
        authorization(conf.get("authorization"));
        ConfValue accounts = conf.get("accounts");
        accounts.entries().values().stream()
                .filter(account -> !reader.isVariable(account))
                .forEach(this::account);
        if (accounts.entries().containsKey("$G")) {
            add(accounts, "$G is the server's own account, and cannot be defined");
        }
        return List.copyOf(mistakes);
    }

    private void fields(ConfValue block, String path, Set<String> known) {
        block.entries().forEach((name, value) -> {
            if (!known.contains(name.toLowerCase(Locale.ROOT)) && !reader.isVariable(value)) {
                mistakes.add(new Mistake(
                        value.place(), "nats-server knows no setting '" + path + name + "': remove it", true));
            }
        });
    }

    private void kind(String name, ConfValue value) {
        if (ConfFields.NUMBERS.contains(name) && !(value.value() instanceof Long)) {
            add(value, name + " must be a whole number, and is " + value.kind());
        } else if (ConfFields.SWITCHES.contains(name) && !(value.value() instanceof Boolean)) {
            add(value, name + " must be true or false, and is " + value.kind());
        } else if (ConfFields.TEXTS.contains(name) && value.text() == null) {
            add(value, name + " must be a text, and is " + value.kind() + " to nats-server: put it in quotes");
        }
    }

    private void authorization(ConfValue block) {
        if (!block.isPresent() || !isMap(block, "authorization")) {
            return;
        }
        fields(block, "authorization.", ConfFields.AUTHORIZATION);
        for (String name : List.of("user", "username", "pass", "password", "token")) {
            text(block, "authorization.", name);
        }
        timeout(block.get("timeout"));
        users(block.get("users"));
        ConfValue callout = block.get("auth_callout", "auth_hook");
        if (!callout.isPresent()) {
            return;
        }
        if (operatorMode) {
            add(
                    callout,
                    "nats-server in operator mode does not start with an auth_callout in its file: remove it; the"
                            + " callout belongs into the JWT of the AUTH account (nsc edit authcallout)");
        }
        if (isMap(callout, "auth_callout")) {
            callout(callout);
        }
    }

    private void timeout(ConfValue timeout) {
        if (timeout.isPresent() && timeout.seconds() == null) {
            add(timeout, "authorization.timeout must be a number of seconds, or a duration such as \"3s\"");
        }
    }

    private void callout(ConfValue block) {
        fields(block, "auth_callout.", ConfFields.CALLOUT);
        key(block.get("issuer"), "auth_callout.issuer", NkeyKind.ACCOUNT);
        key(block.get("xkey", "key"), "auth_callout.xkey", NkeyKind.CURVE);
        text(block, "auth_callout.", "account");
        texts(block.get("auth_users", "users"), "auth_callout.auth_users");
        texts(block.get("allowed_accounts"), "auth_callout.allowed_accounts");
        if (!block.get("issuer").isPresent()) {
            add(block, "auth_callout needs an issuer: the public key of issuer.seed");
        }
        ConfValue authUsers = block.get("auth_users", "users");
        if (!authUsers.isPresent()
                || (authUsers.value() instanceof List && authUsers.items().isEmpty())) {
            add(block, "auth_callout needs auth_users: at least the service's own user");
        }
    }

    private void key(ConfValue value, String path, NkeyKind kind) {
        if (!value.isPresent()) {
            return;
        }
        try {
            Nkey.parse(String.valueOf(value.text()), kind);
        } catch (NkeyException e) {
            add(
                    value,
                    path + " must be a public key (" + (kind == NkeyKind.CURVE ? "X" : "A") + "...): "
                            + e.getMessage());
        }
    }

    private void texts(ConfValue list, String path) {
        if (list.isPresent() && !(list.value() instanceof List)) {
            add(list, path + " must be an array, and is " + list.kind());
        }
        for (ConfValue item : list.items()) {
            if (item.text() == null) {
                add(item, path + " must hold texts, and has " + item.kind() + ": put it in quotes");
            }
        }
    }

    private void account(ConfValue account) {
        if (isMap(account, "an account")) {
            fields(account, "accounts.*.", ConfFields.ACCOUNT);
            users(account.get("users"));
        }
    }

    private void users(ConfValue list) {
        if (list.isPresent() && !(list.value() instanceof List)) {
            add(list, "users must be an array, and is " + list.kind());
        }
        list.items().stream().filter(user -> isMap(user, "a user")).forEach(this::user);
    }

    private void user(ConfValue user) {
        fields(user, "users.", ConfFields.USER);
        for (String name : ConfFields.USER_TEXTS) {
            text(user, "users.", name);
        }
        ConfValue name = user.get("user", "username");
        ConfValue nkey = user.get("nkey");
        if (nkey.isPresent()) {
            key(nkey, "users.nkey", NkeyKind.USER);
            if (name.isPresent() || user.get("pass", "password").isPresent()) {
                add(user, "a user with an nkey has neither name nor password");
            }
        } else if (!name.isPresent() || "".equals(name.text())) {
            add(user, "a user needs a name (user) or an nkey");
        }
        String id = nkey.isPresent() ? nkey.text() : name.text();
        if (id != null && !users.add(id)) {
            add(user, "the user " + id + " is there twice");
        }
    }

    private void text(ConfValue block, String path, String name) {
        ConfValue value = block.get(name);
        if (value.isPresent() && value.text() == null) {
            add(value, path + name + " must be a text, and is " + value.kind() + " to nats-server: put it in quotes");
        }
    }

    private boolean isMap(ConfValue value, String what) {
        boolean map = value.value() instanceof java.util.Map;
        if (!map) {
            add(value, what + " must be a map in brackets {}, and is " + value.kind());
        }
        return map;
    }

    private void add(ConfValue where, String message) {
        mistakes.add(new Mistake(where.place(), message, false));
    }
}

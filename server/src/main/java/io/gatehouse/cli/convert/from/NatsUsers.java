package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.directory.users.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of one block of nats-server's configuration. */
final class NatsUsers {
    private static final String[] PERMISSIONS = {"permissions", "permission", "authorization"};
    private static final String[] TYPES = {"allowed_connection_types", "connection_types", "clients"};

    /** nats-server does not tell a callout which of two it is. */
    private static final Map<String, String> TWINS =
            Map.of("MQTT", "MQTT_WS", "MQTT_WS", "MQTT", "LEAFNODE", "LEAFNODE_WS", "LEAFNODE_WS", "LEAFNODE");

    private final ImportedParts parts;
    private final ImportReport report;
    private final Set<String> authUsers;
    private final StoredPasswords passwords;

    /** @param authUsers whom the server does not ask a callout about */
    NatsUsers(ImportedParts parts, Set<String> authUsers) {
        this.parts = parts;
        this.report = parts.report();
        this.authUsers = authUsers;
        this.passwords = new StoredPasswords(parts.users(), report);
    }

    /** Adds users; whether there were any. */
    boolean addAll(Setting users, String account, Setting defaults) {
        boolean any = false;
        for (Setting user : users.items()) {
            any |= add(user, account, defaults);
        }
        return any;
    }

    /** The user of an {@code authorization} without a list, who may do everything. */
    boolean addSingle(Setting name, Setting password, String account, boolean proxyRequired) {
        RecordText record = RecordText.EMPTY.with("account", RecordText.quoted(account));
        RecordText whole = proxyRequired ? record.with("proxy_required", "true") : record;
        return addNamed(name.place(), name.text(""), password.text(), whole);
    }

    private boolean add(Setting user, String account, Setting defaults) {
        RecordText record = RecordText.EMPTY.with("account", RecordText.quoted(account));
        Setting permissions = user.sole(PERMISSIONS);
        String nkey = user.sole("nkey").text();
        String name = user.sole("user", "username").text(nkey == null ? "" : nkey);
        String given = new NatsPermissions(report, name).json(permissions.isPresent() ? permissions : defaults);
        if (given != null) {
            record = record.with("permissions", given);
        }
        record = types(user.sole(TYPES), name, record);
        if (user.sole("proxy_required").isOn()) {
            record = record.with("proxy_required", "true");
        }
        String password = user.sole("pass", "password").text();
        report.unused(user);
        if (nkey == null) {
            return addNamed(user.place(), name, password, record);
        }
        return addKey(user.place(), nkey, record.with("nkey", RecordText.quoted(nkey)));
    }

    private boolean addNamed(String place, String name, @Nullable String password, RecordText record) {
        if (isLeft(place, name)) {
            return false;
        }
        if (password == null || password.isEmpty()) {
            report.user(
                    Outcome.LEFT,
                    place,
                    name,
                    "has no password, and cannot log in: gatehouse users set" + " --new-password sets one");
            parts.users().add(place, name, record);
            return true;
        }
        parts.users()
                .add(
                        place,
                        name,
                        passwords.isBcrypt(password)
                                ? passwords.withHash(place, name, password, record)
                                : passwords.withPlain(place, name, password, record));
        return true;
    }

    private boolean addKey(String place, String nkey, RecordText record) {
        if (isLeft(place, nkey)) {
            return false;
        }
        parts.nkeys().add(place, nkey, record);
        report.user(Outcome.CARRIED, place, nkey, "by its nkey, which is its name too");
        return true;
    }

    private boolean isLeft(String place, String id) {
        if (authUsers.contains(id)) {
            report.user(Outcome.STAYS, place, id, "is in auth_users, and stays in the server's file");
            return true;
        }
        return false;
    }

    private RecordText types(Setting types, String name, RecordText record) {
        if (!types.isPresent()) {
            return record;
        }
        List<String> named = types.texts().stream()
                .map(type -> type.toUpperCase(Locale.ROOT))
                .toList();
        List<String> whole = new ArrayList<>(named);
        whole.removeIf(type -> TWINS.containsKey(type) && !named.contains(TWINS.get(type)));
        if (whole.size() == named.size()) {
            return record.with("allowed_connection_types", list(named));
        }
        report.user(
                Outcome.LEFT,
                types.place(),
                name,
                "may come by one of MQTT and MQTT_WS, or of LEAFNODE and LEAFNODE_WS, which nats-server does not tell"
                        + " apart: the user is disabled until allowed_connection_types names both or neither");
        return (whole.isEmpty() ? record : record.with("allowed_connection_types", list(whole)))
                .with("disabled", "true");
    }

    static String list(List<String> texts) {
        return "[" + String.join(",", texts.stream().map(RecordText::quoted).toList()) + "]";
    }
}

package io.gatehouse.cli.users;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a user's record is to hold. */
final class UserFields {
    @Option(names = "--account", paramLabel = "NAME", description = "The account that the user is placed in.")
    private @Nullable String account;

    @Option(names = "--role", paramLabel = "NAME", description = "The role: a scoped signing key of the account.")
    private @Nullable String role;

    @Option(
            names = "--groups",
            paramLabel = "NAMES",
            split = ",",
            description = "The user's groups, with commas between them.")
    private @Nullable List<String> groups;

    @Option(names = "--tags", paramLabel = "TAGS", split = ",", description = "Tags, with commas between them.")
    private @Nullable List<String> tags;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description =
                    "An attribute; given twice with one name, it has two values. Attributes that are not given are removed.")
    private @Nullable List<String> attributes;

    @Option(
            names = "--nkey",
            paramLabel = "KEYS",
            split = ",",
            description = "The user's public nkey (U...), or several with commas between them.")
    private @Nullable List<String> nkeys;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When the user expires, such as 2030-12-31T23:59:59Z.")
    private @Nullable String expires;

    @Option(names = "--session", paramLabel = "DURATION", description = "How long a session may last, such as 8h.")
    private @Nullable String session;

    @Option(
            names = "--field",
            paramLabel = "NAME=JSON",
            description =
                    "Any field of a user in users.json, as in --field 'permissions={\"pub\":{\"allow\":\"a.>\"}}'.")
    private @Nullable List<String> fields;

    /** The record with what was given. */
    RecordText apply(RecordText record) {
        RecordText changed = record;
        changed = text(changed, "account", account);
        changed = text(changed, "role", role);
        changed = list(changed, "groups", groups);
        changed = list(changed, "tags", tags);
        changed = attributes == null ? changed : changed.with("attributes", attributes(attributes));
        changed = nkeys == null ? changed : changed.with("nkey", nkeys(nkeys));
        changed = text(changed, "expires", expires);
        changed = text(changed, "session", session);
        for (String field : fields == null ? List.<String>of() : fields) {
            int equals = equals("--field", field);
            String name = field.substring(0, equals);
            changed = changed.with(name, json(name, field.substring(equals + 1)));
        }
        return changed;
    }

    private static RecordText text(RecordText record, String field, @Nullable String value) {
        return value == null ? record : record.with(field, RecordText.quoted(value));
    }

    private static RecordText list(RecordText record, String field, @Nullable List<String> values) {
        return values == null ? record : record.with(field, list(values));
    }

    private static String list(List<String> values) {
        return values.stream().map(RecordText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String attributes(List<String> pairs) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = equals("--attribute", pair);
            values.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        values.forEach((name, list) -> fields.put(name, list(list)));
        return RecordText.of(fields).json();
    }

    private static String nkeys(List<String> keys) {
        for (String key : keys) {
            try {
                Nkey unused = Nkey.parse(key, NkeyKind.USER);
            } catch (NkeyException e) {
                throw new RecordsFailure("--nkey is the user's public nkey (U...), and this is none: " + e.getMessage()
                        + ". The seed of the connection's own user goes before the command");
            }
        }
        return keys.size() == 1 ? RecordText.quoted(keys.get(0)) : list(keys);
    }

    private static int equals(String option, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new RecordsFailure(option + " needs a name and a value with = between them");
        }
        return equals;
    }

    private static String json(String field, String value) {
        if (field.equals("pass")) {
            throw new RecordsFailure("a password is asked for, or read from the standard input, and never given as an"
                    + " option, where other users of this machine can see it");
        }
        try {
            return RecordText.value("--field " + field, value);
        } catch (UsersFileException e) {
            throw new RecordsFailure(
                    "--field " + field + ": the value is not JSON; a text is written in double quotes");
        }
    }
}

package io.gatehouse.cli.convert.parts;

import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.passwords.PasswordHashing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The users of a new users.json. Only those are in it whom the service can read. */
public final class ImportedUsers {
    private static final int COST = 10;
    private static final int LONGEST_OF_BCRYPT = 72;
    private static final int MEMORY_KIB = 19 * 1024;

    private final String file;
    private final ImportReport report;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, String> plain = new LinkedHashMap<>();
    private Map<String, String> records = Map.of();

    private record User(String place, RecordText record) {}

    ImportedUsers(String file, ImportReport report) {
        this.file = file;
        this.report = report;
    }

    /** Adds a user; of two with one name the first one counts, and the other is told of. */
    public void add(String place, String name, RecordText record) {
        if (users.containsKey(name)) {
            report.withdraw(place, name);
            report.user(Outcome.LEFT, place, name, "is there twice; the first one counts");
        } else {
            users.put(name, new User(place, record));
        }
    }

    /** Adds a user; of two with one name the last one counts, and the other is told of. */
    public void replace(String place, String name, RecordText record) {
        User before = users.remove(name);
        if (before != null) {
            report.withdraw(before.place(), name);
            report.user(Outcome.LEFT, before.place(), name, "is there twice; the last one counts");
        }
        users.put(name, new User(place, record));
    }

    /** Has the password of a user hashed, which was stored in plain text. */
    public void hash(String name, String password) {
        plain.put(name, password);
    }

    public boolean has(String name) {
        return users.containsKey(name);
    }

    public boolean isEmpty() {
        return users.isEmpty();
    }

    /** Hashes what is to be hashed, and leaves out whom the service could not read. */
    void finish() {
        plain.entrySet().parallelStream()
                .map(entry -> Map.entry(entry.getKey(), hashed(entry.getValue())))
                .toList()
                .forEach(entry -> users.computeIfPresent(
                        entry.getKey(),
                        (name, user) -> new User(
                                user.place(), user.record().with("pass", RecordText.quoted(entry.getValue())))));
        plain.clear();
        if (!isReadable(users)) {
            users.entrySet().removeIf(user -> !isReadable(user.getKey(), user.getValue()));
        }
        records = records(users);
    }

    private static String hashed(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > LONGEST_OF_BCRYPT
                ? PasswordHashing.argon2id(password, MEMORY_KIB, 2, 1)
                : PasswordHashing.bcrypt(password, COST);
    }

    private boolean isReadable(Map<String, User> some) {
        try {
            UsersFile unused = parse(records(some));
            return true;
        } catch (UsersFileException e) {
            return false;
        }
    }

    private boolean isReadable(String name, User user) {
        try {
            UsersFile unused = parse(records(Map.of(name, user)));
            return true;
        } catch (UsersFileException e) {
            report.withdraw(user.place(), name);
            report.user(
                    Outcome.LEFT,
                    user.place(),
                    name,
                    "is left out, since it cannot be said in " + file + ": " + reasons(e.mistakes()));
            return false;
        }
    }

    /** Without file, line and column, which are those of a file that was not written. */
    private static String reasons(List<String> mistakes) {
        return String.join(
                "; ",
                mistakes.stream()
                        .map(mistake -> mistake.replaceFirst("^\\S+?:(?:\\d+:\\d+:)? ", ""))
                        .toList());
    }

    private UsersFile parse(Map<String, String> some) {
        return UsersFile.parse(file, RecordText.of(some).lines().getBytes(StandardCharsets.UTF_8), UsersFile.NONE);
    }

    private static Map<String, String> records(Map<String, User> some) {
        Map<String, String> records = new LinkedHashMap<>();
        some.forEach((name, user) -> records.put(name, user.record().json()));
        return records;
    }

    /** The file. */
    String json() {
        return RecordText.of(records).lines();
    }
}

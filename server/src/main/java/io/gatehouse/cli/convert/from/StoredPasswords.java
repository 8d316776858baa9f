package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportedUsers;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.passwords.PasswordHash;
import java.util.regex.Pattern;

/** What becomes of passwords as other services store them. */
final class StoredPasswords {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$\\d{2}\\$.*");
    private static final Pattern CARRIED =
            Pattern.compile("(?:\\{[A-Za-z0-9-]{1,16}})?(\\$2[aby]\\$.*|\\$argon2id\\$.*)");

    private final ImportedUsers users;
    private final ImportReport report;

    StoredPasswords(ImportedUsers users, ImportReport report) {
        this.users = users;
        this.report = report;
    }

    /** Whether nats-server takes a text for a hash. */
    boolean isBcrypt(String stored) {
        return BCRYPT.matcher(stored).matches();
    }

    /** A record with a hash, or without a password where the hash is of a kind that is not taken here. */
    RecordText withHash(String place, String name, String stored, RecordText record) {
        try {
            if (CARRIED.matcher(stored).matches()) {
                String scheme = PasswordHash.parse(stored).scheme();
                report.user(Outcome.CARRIED, place, name, "with the same password, as " + scheme);
                return record.with("pass", RecordText.quoted(stored));
            }
        } catch (IllegalArgumentException e) {
            // Said below, as of every hash that cannot be checked.
        }
        report.user(
                Outcome.LEFT,
                place,
                name,
                "needs a new password, since the hash is " + kind(stored) + ": gatehouse users set --new-password");
        return record;
    }

    /** A record whose password is hashed when all users are there. */
    RecordText withPlain(String place, String name, String password, RecordText record) {
        if (!users.has(name)) {
            users.hash(name, password);
            report.user(Outcome.CARRIED, place, name, "with the same password, which is hashed now");
        }
        return record;
    }

    private static String kind(String stored) {
        if (stored.startsWith("$apr1$") || stored.startsWith("$1$")) {
            return "MD5";
        }
        if (stored.startsWith("{SHA}") || stored.startsWith("{SSHA}")) {
            return "SHA-1";
        }
        if (stored.startsWith("$5$") || stored.startsWith("$6$") || stored.startsWith("$y$")) {
            return "crypt's";
        }
        if (stored.startsWith("PBKDF2$") || stored.startsWith("$7$")) {
            return "PBKDF2";
        }
        return CARRIED.matcher(stored).matches() || BCRYPT.matcher(stored).matches()
                ? "damaged, or costs more than is allowed"
                : "crypt's, or none that is known";
    }
}

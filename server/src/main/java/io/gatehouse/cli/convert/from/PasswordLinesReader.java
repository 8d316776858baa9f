package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.directory.users.RecordText;
import java.nio.file.Path;

/** Lines of a name, a colon and a password's hash, as htpasswd and mosquitto_passwd write them. */
final class PasswordLinesReader {
    private PasswordLinesReader() {}

    /** Where users go, which decides which of two with one name counts. */
    interface Users {
        void add(String place, String name, RecordText record);
    }

    /** @param record what each user's record has beside the password */
    static void read(Path file, String text, ImportedParts parts, RecordText record, Users users) {
        StoredPasswords passwords = new StoredPasswords(parts.users(), parts.report());
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String place = file + ": line " + ++number;
            int colon = line.indexOf(':');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (colon < 1) {
                parts.report()
                        .add(
                                Outcome.LEFT,
                                place,
                                "line " + number,
                                "is not a name, a colon and a hash, and is left out");
                continue;
            }
            String name = line.substring(0, colon);
            String rest = line.substring(colon + 1).strip();
            String hash = rest.contains(":") ? rest.substring(0, rest.indexOf(':')) : rest;
            users.add(place, name, passwords.withHash(place, name, hash, record));
        }
    }
}

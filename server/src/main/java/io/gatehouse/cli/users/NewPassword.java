package io.gatehouse.cli.users;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.PasswordLines;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.passwords.UnicodeForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks for a password, or reads it from the standard input, and hashes it as {@code gatehouse hash} does by default. */
record NewPassword(ProcessContext context, PrintWriter err) {
    private static final int COST = 10;

    /** The record with the hash of the password. */
    RecordText addTo(RecordText record) {
        String password = context.prompt().isPossible() ? typed() : piped();
        if (!UnicodeForm.isComposed(password)) {
            err.println("Warning: the password is not in composed Unicode form (NFC), in which most clients would send"
                    + " it: they would be refused.");
        }
        try {
            return record.with("pass", RecordText.quoted(PasswordHashing.bcrypt(password, COST)));
        } catch (IllegalArgumentException e) {
            throw new RecordsFailure(String.valueOf(e.getMessage()));
        }
    }

    private String typed() {
        char[] first = context.prompt().secret("Password: ");
        char[] second = first == null ? null : context.prompt().secret("Once more: ");
        if (first == null || second == null || first.length == 0) {
            throw new RecordsFailure("no password was typed; nothing was changed");
        }
        if (!Arrays.equals(first, second)) {
            throw new RecordsFailure("the two are not the same; nothing was changed");
        }
        return checked(new String(first));
    }

    private String piped() {
        String line = line();
        if (line == null || line.isEmpty()) {
            throw new RecordsFailure("no password on the standard input: pipe in one line, or start it at a terminal");
        }
        return line;
    }

    private @Nullable String line() {
        try {
            return new PasswordLines(context.input()).next();
        } catch (IllegalArgumentException e) {
            throw new RecordsFailure("the password " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checked(String password) {
        try {
            PasswordLines.check(password);
            return password;
        } catch (IllegalArgumentException e) {
            throw new RecordsFailure("the password " + e.getMessage());
        }
    }
}

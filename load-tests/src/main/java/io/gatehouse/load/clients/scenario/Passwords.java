package io.gatehouse.load.clients.scenario;

import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.users.UsersWriter;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How passwords deployment in users.json: in plain text, a password for each user, or as one bcrypt hash, the same for all, so
 * that it need be made only once; checking it costs as much as with a hash for each.
 *
 * @param bcryptCost 0 for plain text
 */
record Passwords(int bcryptCost) {
    private static final String USER = "user-%06d";
    private static final String OWN_PASSWORD = "secret-%06d";
    private static final String COMMON_PASSWORD = "secret";

    /** Reads {@code plain} or {@code bcrypt:COST}. */
    static final class Converter implements ITypeConverter<Passwords> {
        @Override
        public Passwords convert(String text) {
            if (text.equals("plain")) {
                return new Passwords(0);
            }
            if (text.matches("bcrypt:([4-9]|1[0-6])")) {
                return new Passwords(Integer.parseInt(text.substring("bcrypt:".length())));
            }
            throw new TypeConversionException("'" + text + "' is neither plain nor bcrypt:4 to bcrypt:16");
        }
    }

    String userPattern() {
        return USER;
    }

    String passwordPattern() {
        return bcryptCost == 0 ? OWN_PASSWORD : COMMON_PASSWORD;
    }

    /** Writes so many users. */
    void writeUsers(Path file, int count) throws IOException {
        TestUsers users = TestUsers.patterned(count, userPattern(), passwordPattern(), 0);
        String common = bcryptCost == 0 ? null : PasswordHashing.bcrypt(COMMON_PASSWORD, bcryptCost);
        UnaryOperator<String> stored = password -> common == null ? password : common;
        new UsersWriter(TemporaryDeployment.ACCOUNT, Map.of())
                .write(file, List.of(new UsersWriter.UserGroup(users, stored)), done -> {});
    }

    @Override
    public String toString() {
        return bcryptCost == 0 ? "plain" : "bcrypt:" + bcryptCost;
    }
}

package io.gatehouse.load.clients.scenario;

import io.gatehouse.crypto.PasswordHashing;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How passwords stand in users.json: in plain text, a password for each user, or as one bcrypt hash, the same for all, so
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

    String usersJson(int users) {
        String common = bcryptCost == 0 ? "" : PasswordHashing.bcrypt(COMMON_PASSWORD, bcryptCost);
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < users; i++) {
            String pass = bcryptCost == 0 ? numbered(OWN_PASSWORD, i) : common;
            json.append(i == 0 ? "\n" : ",\n")
                    .append("  \"" + numbered(USER, i) + "\": { \"pass\": \"" + pass + "\", \"account\": \"")
                    .append(TemporaryDeployment.ACCOUNT)
                    .append("\" }");
        }
        return json.append("\n}\n").toString();
    }

    private static String numbered(String pattern, int number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    @Override
    public String toString() {
        return bcryptCost == 0 ? "plain" : "bcrypt:" + bcryptCost;
    }
}

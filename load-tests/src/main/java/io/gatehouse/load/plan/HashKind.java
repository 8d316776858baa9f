package io.gatehouse.load.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How passwords are stored.
 *
 * @param name as the option has it
 * @param millis CPU time of one hash, as measured on one core of an AMD EPYC; 0 where none is computed
 * @param memoryKib what one hash holds while it is computed
 */
record HashKind(String name, double millis, int memoryKib) {
    private static final double BCRYPT_10 = 48;
    private static final double ARGON2ID = 47.5;
    private static final int ARGON2ID_KIB = 19 * 1024;
    private static final int MEASURED_COST = 10;
    private static final Pattern BCRYPT = Pattern.compile("bcrypt:(\\d{1,2})");

    /** The same hash where it was measured to take another time. */
    HashKind taking(double otherMillis) {
        return new HashKind(name, otherMillis, memoryKib);
    }

    static final class Converter implements ITypeConverter<HashKind> {
        @Override
        public HashKind convert(String text) {
            Matcher bcrypt = BCRYPT.matcher(text);
            if (bcrypt.matches()) {
                int cost = Integer.parseInt(bcrypt.group(1));
                if (cost >= 4 && cost <= 16) {
                    return new HashKind(text, BCRYPT_10 * Math.pow(2, cost - MEASURED_COST), 0);
                }
            }
            return switch (text) {
                case "argon2id" -> new HashKind(text, ARGON2ID, ARGON2ID_KIB);
                case "plain" -> new HashKind(text, 0, 0);
                default ->
                    throw new TypeConversionException(
                            "'" + text + "' is none of bcrypt:COST (4 to 16), argon2id and plain;"
                                    + " what another hash takes says --hash-cost");
            };
        }
    }
}

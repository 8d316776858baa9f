package io.gatehouse.directory.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which versions of nats-server enforce {@code subs} and {@code payload} of users that a callout lets in. */
final class ServerLimits {
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[-+].*)?");

    private ServerLimits() {}

    /** Whether a version does; null when it is written in no way that we know. */
    static @Nullable Boolean enforcedBy(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return null;
        }
        int[] numbers = new int[3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1));
        }
        if (numbers[0] != 2) {
            return numbers[0] > 2;
        }
        return switch (numbers[1]) {
            case 14 -> numbers[2] >= 10;
            case 15 -> numbers[2] >= 3;
            default -> numbers[1] > 15;
        };
    }
}

package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.directory.users.UserRecords;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a user keeps whose record cannot be used.
 *
 * @param before those of the last record that could be used
 * @param all those, and the ones that are written in the record that cannot
 */
record UnusableKeys(Set<String> before, Set<String> all) {
    /** So many are taken from one record: whoever writes it would otherwise have any number kept. */
    static final int MOST_WRITTEN = 64;

    /** A public nkey of a user as it is written, of whatever is around it. */
    private static final Pattern WRITTEN = Pattern.compile("U[A-Z2-7]{55}");

    /** @param value the record that cannot be used */
    static UnusableKeys of(Set<String> before, byte @Nullable [] value) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(written(value));
        return new UnusableKeys(before, all);
    }

    private static Set<String> written(byte @Nullable [] value) {
        return value == null || value.length > UserRecords.MAX_BYTES
                ? Set.of()
                : WRITTEN.matcher(new String(value, StandardCharsets.ISO_8859_1))
                        .results()
                        .map(MatchResult::group)
                        .filter(UnusableKeys::isKey)
                        .distinct()
                        .limit(MOST_WRITTEN)
                        .collect(Collectors.toSet());
    }

    private static boolean isKey(String text) {
        try {
            return Nkey.parse(text, NkeyKind.USER).kind() == NkeyKind.USER;
        } catch (NkeyException e) {
            return false;
        }
    }
}

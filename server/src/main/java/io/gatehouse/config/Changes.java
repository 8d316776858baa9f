package io.gatehouse.config;

import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two readings of a configuration, key by key. */
public final class Changes {
    private final Values before;
    private final Values now;

    private Changes(Values before, Values now) {
        this.before = before;
        this.now = now;
    }

    /**
     * The paths of the keys that are given otherwise than before, or that name a file in which something else was read, in the
     * order of the keys. A key whose value is the path alone says nothing of what is in the file: whoever reads that looks at it
     * himself.
     *
     * @param root the keys that there are
     */
    public static List<String> between(Values before, Values now, Section root) {
        return new Changes(before, now).of(root);
    }

    private List<String> of(Section root) {
        Set<String> all = root.paths();
        Set<List<String>> paths = new LinkedHashSet<>();
        for (Placed placed : root.keys()) {
            paths.addAll(before.named(placed, all));
            paths.addAll(now.named(placed, all));
        }
        return paths.stream()
                .filter(this::isChanged)
                .map(path -> String.join(".", path))
                .toList();
    }

    private boolean isChanged(List<String> path) {
        Given old = before.given(path);
        Given given = now.given(path);
        if (old == null || given == null) {
            return old != given;
        }
        return !given.saysTheSameAs(old) || !isSame(before.wasRead(path), now.wasRead(path));
    }

    /** Whether two values that were read from the same text are the same, whatever is in the files that the text names. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Secret first && other instanceof Secret second) {
            return MessageDigest.isEqual(bytes(first), bytes(second));
        }
        // What was not read in one of the readings cannot be told from the other.
        return one == null || other == null || one.equals(other);
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }
}

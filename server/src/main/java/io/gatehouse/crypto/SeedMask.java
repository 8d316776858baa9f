package io.gatehouse.crypto;

import java.util.regex.Pattern;

/** Masks what looks like a seed in a text, since one may have been given in place of a name or a path. */
public final class SeedMask {
    /** A damaged or shortened one too; no public key begins with S. */
    private static final Pattern SEED = Pattern.compile("(?<![A-Z2-7])S[OAUNCX][A-Z2-7]{20,}");

    private SeedMask() {}

    /** The text with {@code S...} in place of each seed. */
    public static String of(String text) {
        return text.indexOf('S') < 0 ? text : SEED.matcher(text).replaceAll("S...");
    }
}

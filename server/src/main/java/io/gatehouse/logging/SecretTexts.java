package io.gatehouse.logging;

import java.util.regex.Pattern;

/** Secrets that are known by their form: API tokens and seeds of nkeys, which clients send as a name by mistake. */
final class SecretTexts {
    /** With whatever follows it: a token that is damaged goes on behind the damage. */
    private static final String TOKEN = "(gth_[0-9A-Za-z]{10}_).+";

    /** One that was cut off too, as long as it could be completed; names in capitals are shorter. */
    private static final String SEED = "(?<![A-Z2-7])(S[ACNOUX])[A-Z2-7]{40,}";

    private static final Pattern TOKENS_AND_SEEDS = Pattern.compile(TOKEN + "|" + SEED, Pattern.DOTALL);

    /** Nothing shorter is one. */
    private static final int SHORTEST = 16;

    private SecretTexts() {}

    /** A text without them: of a token its id is left, which is in lists and logs, and of a seed its kind. */
    static String hidden(String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        return TOKENS_AND_SEEDS
                .matcher(text)
                .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + "…");
    }
}

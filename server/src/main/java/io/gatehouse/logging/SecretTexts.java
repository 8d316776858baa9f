package io.gatehouse.logging;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Secrets that are known by their form: API tokens, seeds of nkeys and JWTs, which clients send as a name by mistake. */
public final class SecretTexts {
    /** With whatever follows it: a token that is damaged goes on behind the damage. */
    private static final String TOKEN = "(gth_[0-9A-Za-z]{10}_).+";

    /** One that was cut off too, as long as it could be completed; names in capitals are shorter. */
    private static final String SEED = "(?<![A-Z2-7])(S[ACNOUX])[A-Z2-7]{40,}";

    /**
     * A header, claims, and as much of the signature as is there; what begins so is the base64url of a JSON object. It is looked for once
     * from where such characters begin, and never given back: what has no end would be searched again from each of its parts otherwise.
     */
    private static final Pattern JWT = Pattern.compile("(?<![0-9A-Za-z_-])((?>[0-9A-Za-z_-]*?eyJ))[0-9A-Za-z_-]{8,}+"
            + "\\.[0-9A-Za-z_-]{8,}+(?:\\.[0-9A-Za-z_-]*+)?");

    private static final Pattern TOKEN_OR_SEED = Pattern.compile(TOKEN + "|" + SEED, Pattern.DOTALL);

    /** Nothing shorter is one. */
    private static final int SHORTEST = 16;

    /** No shorter text has a seed in it. */
    private static final int SHORTEST_SEED = 42;

    private SecretTexts() {}

    /** A text without them: of a token its id is left, which is in lists and logs, and of a seed its kind. */
    public static String hidden(String text) {
        if (text.length() < SHORTEST || !mayHaveSecret(text)) {
            return text;
        }
        // What stands before a JWT stays, and may be one of the others.
        String rest = text.contains("eyJ") ? JWT.matcher(text).replaceAll("$1…") : text;
        return TOKEN_OR_SEED.matcher(rest).replaceAll(found -> kept(found) + "…");
    }

    /** Most texts have none, which is found out for a small part of what the pattern costs. */
    private static boolean mayHaveSecret(String text) {
        return text.length() >= SHORTEST_SEED || text.contains("gth_") || text.contains("eyJ");
    }

    /** What each form has a group of its own for. */
    private static String kept(MatchResult found) {
        for (int form = 1; form < found.groupCount(); form++) {
            if (found.group(form) != null) {
                return found.group(form);
            }
        }
        return found.group(found.groupCount());
    }
}

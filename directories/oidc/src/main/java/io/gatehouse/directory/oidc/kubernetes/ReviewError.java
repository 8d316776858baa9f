package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.text.Quoted;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an API server means by the error of a token that it did not take. It has no codes for that, only words; what is not known here
 * decides nothing, since it may be a fault of the server. Nor does it say anything against the server, which has answered: the fault may
 * be that of one webhook, which is asked about one kind of tokens.
 */
final class ReviewError {
    private static final String LOST = "service account token has been invalidated";

    /** The server could not find out: its database, a webhook or another server did not answer. */
    private static final Pattern FAULT = Pattern.compile(
            "time(d )?out|deadline|cancell?ed|connection|connect:|unavailable|unable to|too many|etcd|leader|internal|EOF|forbidden"
                    + "|certificate|misbehaving|no route to host|unreachable|no such host",
            Pattern.CASE_INSENSITIVE);

    /** Names that others have chosen, and that may have any of these words in them. */
    private static final Pattern NAMES = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"");

    private static final String BETWEEN = ", ";
    private static final int LONGEST = 4096;

    private ReviewError() {}

    /** Why a token is refused; of several reasons the first counts. */
    private enum Refusal {
        EXPIRED(DenyReason.EXPIRED, "token_expired", "service account token has expired"),
        EARLY(DenyReason.BAD_CREDENTIALS, "token_not_yet_valid", "service account token is not valid yet"),
        /** What the token is bound to is gone, or is another one of that name. */
        REVOKED(
                DenyReason.BAD_CREDENTIALS,
                "token_revoked",
                LOST + "|service account \\S{1,512} has been deleted"
                        + "|serviceaccounts \"\" not found"
                        + "|(service account|secret|pod|node) UID \\([^)]{0,64}\\) does not match "),
        /** The cluster has not issued it, or for others. */
        FOREIGN(
                DenyReason.BAD_CREDENTIALS,
                "token_not_of_the_cluster",
                "invalid bearer token"
                        + "|invalid signature"
                        + "|no keys found"
                        + "|error in cryptographic primitive"
                        + "|token issuer \\S{0,512} is invalid"
                        + "|is invalid for the target audiences"
                        + "|claims could not be validated");

        private final DenyReason reason;
        private final String detail;
        private final Pattern words;

        Refusal(DenyReason reason, String detail, String words) {
            this.reason = reason;
            this.detail = detail;
            this.words = Pattern.compile(words);
        }

        /** Whether these words, without names, say so. */
        boolean isSaid(String nameless) {
            return words.matcher(nameless).find()
                    && (this != FOREIGN || !FAULT.matcher(nameless).find());
        }

        Rejected rejected() {
            return new Rejected(reason, detail);
        }
    }

    /**
     * Why the token is rejected. Where several have looked at it, each of them must have refused it: it may be good by the word of
     * one that could not find out.
     *
     * @param error what the API server says; empty where it says nothing more than no
     * @param isNew whether the server may not have heard yet of what the token is bound to. It asks its database then, and takes
     *     every error of that for a no
     * @throws UnusableAnswerException when that is not said of the token
     */
    static Rejected rejection(String error, boolean isNew) {
        String words = error.length() > LONGEST ? error.substring(0, LONGEST) : error;
        String nameless = NAMES.matcher(words).replaceAll("\"\"");
        if (isNew && nameless.contains(LOST)) {
            throw new UnusableAnswerException(
                    "the API server does not find what a new token is bound to, or it was deleted: "
                            + Quoted.of(words));
        }
        return members(nameless).stream()
                .map(member -> refusal(member, words))
                .min(Refusal::compareTo)
                .orElse(Refusal.FOREIGN)
                .rejected();
    }

    /** What each of several has said: {@code [one, two]}; nothing where nothing is said. */
    private static List<String> members(String nameless) {
        boolean isList = nameless.startsWith("[") && nameless.endsWith("]");
        String said = isList ? nameless.substring(1, nameless.length() - 1) : nameless;
        return said.isBlank() ? List.of() : List.of(said.split(BETWEEN, -1));
    }

    private static Refusal refusal(String member, String words) {
        return Stream.of(Refusal.values())
                .filter(each -> each.isSaid(member))
                .findFirst()
                .orElseThrow(() -> new UnusableAnswerException(
                        FAULT.matcher(member).find()
                                ? "the API server could not review a token: " + Quoted.of(words)
                                : "the API server has not taken a token, and why is not known here: "
                                        + Quoted.of(words)));
    }
}

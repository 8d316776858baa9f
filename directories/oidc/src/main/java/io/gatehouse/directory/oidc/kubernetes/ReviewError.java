package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.text.Quoted;
import java.util.regex.Pattern;

/**
 * What an API server means by the error of a token that it did not take. It has no codes for that, only words; what is not known here
 * decides nothing, since it may be a fault of the server. Nor does it say anything against the server, which has answered: the fault may
 * be that of one webhook, which is asked about one kind of tokens.
 */
final class ReviewError {
    private static final Pattern EXPIRED = Pattern.compile("service account token has expired");
    private static final Pattern EARLY = Pattern.compile("service account token is not valid yet");

    /** What the token is bound to is gone, or is another one of that name. */
    private static final Pattern REVOKED = Pattern.compile("service account token has been invalidated"
            + "|service account \\S{1,512} has been deleted"
            + "|serviceaccounts \"[^\"]{1,512}\" not found"
            + "|(service account|secret|pod|node) UID \\([^)]{0,64}\\) does not match ");

    /** The server could not find out: its database, a webhook or another server did not answer. */
    private static final Pattern FAULT = Pattern.compile(
            "time(d )?out|deadline|cancell?ed|connection|connect:|unavailable|unable to|too many|etcd|leader|internal|EOF|forbidden",
            Pattern.CASE_INSENSITIVE);

    /** The cluster has not issued it, or for others. */
    private static final Pattern FOREIGN = Pattern.compile("invalid bearer token"
            + "|invalid signature"
            + "|error in cryptographic primitive"
            + "|token issuer \\S{0,512} is invalid"
            + "|is invalid for the target audiences"
            + "|claims could not be validated");

    /** Names that others have chosen, and that may have any of these words in them. */
    private static final Pattern NAMES = Pattern.compile("\"[^\"]*\"");

    private static final int LONGEST = 4096;

    private ReviewError() {}

    /**
     * Why the token is rejected.
     *
     * @param error what the API server says; empty where it says nothing more than no
     * @throws UnusableAnswerException when that is not said of the token
     */
    static Rejected rejection(String error) {
        String words = error.length() > LONGEST ? error.substring(0, LONGEST) : error;
        if (EXPIRED.matcher(words).find()) {
            return new Rejected(DenyReason.EXPIRED, "token_expired");
        }
        if (EARLY.matcher(words).find()) {
            return bad("token_not_yet_valid");
        }
        if (REVOKED.matcher(words).find()) {
            return bad("token_revoked");
        }
        String nameless = NAMES.matcher(words).replaceAll("");
        if (FAULT.matcher(nameless).find()) {
            throw new UnusableAnswerException("the API server could not review a token: " + Quoted.of(words));
        }
        if (words.isBlank() || FOREIGN.matcher(words).find()) {
            return bad("token_not_of_the_cluster");
        }
        throw new UnusableAnswerException(
                "the API server has not taken a token, and why is not known here: " + Quoted.of(words));
    }

    private static Rejected bad(String detail) {
        return new Rejected(DenyReason.BAD_CREDENTIALS, detail);
    }
}

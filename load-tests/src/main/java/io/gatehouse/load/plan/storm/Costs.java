package io.gatehouse.load.plan.storm;

/**
 * CPU time of an instance, in milliseconds of one core.
 *
 * @param warm of an answer about somebody who is known
 * @param cold of one about somebody who is not, with the question to the backend, without a hash
 * @param hash of a password's hash; 0 where none is computed
 */
public record Costs(double warm, double cold, double hash) {
    /** To take one request off the socket: most of it is to be woken for it. */
    static final double READ_ALONE = 0.003;

    /** The same where a read brings many, most of which are dropped. */
    static final double READ_TOGETHER = 0.00046;

    public Costs {
        Checks.require(warm > 0 && cold > 0 && hash >= 0, "an answer takes CPU time");
    }
}

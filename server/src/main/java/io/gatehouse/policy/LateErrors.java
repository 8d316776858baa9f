package io.gatehouse.policy;

import java.util.function.Consumer;
import reactor.util.context.Context;

/**
 * Errors that come when nobody waits any more: that they are late was counted, and their texts, which Reactor would log, may
 * hold an address, a name or a password.
 */
public final class LateErrors {
    /** Where Reactor looks for who hears of them. */
    private static final String KEY = "reactor.onErrorDropped.local";

    private LateErrors() {}

    /** The same context, in which nobody hears of them. */
    public static Context ignored(Context context) {
        Consumer<Throwable> nobody = LateErrors::ignore;
        return context.put(KEY, nobody);
    }

    private static void ignore(Throwable error) {}
}

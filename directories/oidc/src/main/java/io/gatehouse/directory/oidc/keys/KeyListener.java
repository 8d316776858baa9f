package io.gatehouse.directory.oidc.keys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears of the keys of one issuer. */
public interface KeyListener {
    /** They are others than before, and these are in use. */
    void changed(IssuerKeys keys);

    /**
     * They could not be asked for: told when they could before, when those that are there have become too old, and from time to time
     * while it stays so.
     *
     * @param left for how long those that are there stay in use; zero when they are too old, null when there are none
     */
    void failed(String why, @Nullable Duration left);

    /** They could be asked for again. */
    void recovered();
}

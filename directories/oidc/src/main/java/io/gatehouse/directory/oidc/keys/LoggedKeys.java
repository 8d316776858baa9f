package io.gatehouse.directory.oidc.keys;

import io.gatehouse.config.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log what happens to the keys of one issuer, and gives what was made of tokens by others another version. */
public final class LoggedKeys implements KeyListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedKeys.class);

    private final String directory;
    private final String issuer;
    private final AtomicLong version;
    private final boolean needed;

    /**
     * Of an issuer whose tokens all need its keys.
     *
     * @param directory its name
     * @param issuer what the log calls the issuer
     * @param version gets larger with other keys, beyond all that there were in this process
     */
    public LoggedKeys(String directory, String issuer, AtomicLong version) {
        this(directory, issuer, version, true);
    }

    /** @param needed whether it is sure to have keys: an issuer that gives opaque tokens alone may have none */
    public LoggedKeys(String directory, String issuer, AtomicLong version, boolean needed) {
        this.directory = directory;
        this.issuer = issuer;
        this.version = version;
        this.needed = needed;
    }

    /** What was made of a token by other keys holds no longer. */
    @Override
    public void changed(IssuerKeys keys) {
        long unused = version.updateAndGet(before -> Math.max(before + 1, System.nanoTime()));
        int count = keys.keys().size();
        LOG.info(
                "{}: {} of {} in use, {} passed over",
                directory,
                count == 1 ? "1 key" : count + " keys",
                issuer,
                keys.passedOver());
    }

    @Override
    public void failed(String why, @Nullable Duration left) {
        LOG.atLevel(left == null && !needed ? Level.INFO : Level.WARN)
                .log("{}: the keys of {} could not be fetched: {}; {}", directory, issuer, why, consequence(left));
    }

    private String consequence(@Nullable Duration left) {
        if (left == null && !needed) {
            return "its tokens that are JWTs get no answer; if there are none, nothing is wrong";
        }
        if (left == null) {
            return "there are none yet, so tokens get no answer";
        }
        if (left.isZero()) {
            return "the last ones are too old, so tokens get no answer";
        }
        ChronoUnit unit = left.toHours() > 0 ? ChronoUnit.HOURS : ChronoUnit.SECONDS;
        return "the last ones stay in use for another " + Durations.format(left.truncatedTo(unit));
    }

    @Override
    public void recovered() {
        LOG.info("{}: the keys of {} can be fetched again", directory, issuer);
    }
}

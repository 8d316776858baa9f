package io.gatehouse.directory.oidc.keys;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what happens to the keys of one issuer, and gives what was made of tokens by others another version. */
public final class LoggedKeys implements KeyListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedKeys.class);

    private final String directory;
    private final String issuer;
    private final AtomicLong version;

    /**
     * @param directory its name
     * @param issuer what the log calls the issuer
     * @param version gets larger with other keys, beyond all that there were in this process
     */
    public LoggedKeys(String directory, String issuer, AtomicLong version) {
        this.directory = directory;
        this.issuer = issuer;
        this.version = version;
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
    public void failed(String why) {
        LOG.warn("{}: the keys of {} could not be asked for: {}", directory, issuer, why);
    }

    @Override
    public void recovered() {
        LOG.info("{}: the keys of {} can be asked for again", directory, issuer);
    }
}

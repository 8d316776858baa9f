package io.gatehouse.cli.init;

import java.util.Locale;

/** How nats-server knows its accounts. */
public enum Mode {
    /** By JWTs that an operator signs. */
    OPERATOR,
    /** By its configuration file. */
    CONFIG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

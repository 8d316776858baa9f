package io.gatehouse.cli.init;

import java.util.Locale;

/** Config mode or operator mode: whether accounts are in nats-server's file or in JWTs. */
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

package io.gatehouse.tracing;

import java.util.Locale;

/** How what is sent to the collector is compressed. */
public enum TraceCompression {
    NONE,
    GZIP;

    /** Its name in OTLP. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.gatehouse.spans;

import org.jspecify.annotations.Nullable;

/** Of a login that may be traced. */
public interface Traceable {
    /** What is noted of the login; null where it is not traced. */
    @Nullable LoginTrace trace();
}

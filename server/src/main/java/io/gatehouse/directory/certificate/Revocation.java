package io.gatehouse.directory.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the revocation lists say of a chain. */
sealed interface Revocation {
    /**
     * Nothing in it is revoked.
     *
     * @param until when that has to be asked again; null for never
     */
    record Good(@Nullable Instant until) implements Revocation {}

    /** The client's certificate is revoked, or one of an authority on the way to the root. */
    record Revoked(String detail) implements Revocation {}

    /** It cannot be told. */
    record Undetermined(String detail) implements Revocation {}
}

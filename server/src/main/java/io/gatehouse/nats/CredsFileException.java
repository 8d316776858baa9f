package io.gatehouse.nats;

import java.nio.file.Path;

/** The file that nats.creds names is not a credentials file; the message quotes nothing of it. */
public final class CredsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CredsFileException(Path file, String why) {
        super("nats.creds: the file " + file + " cannot be used: " + why
                + "; expected is a credentials file with a user JWT and its seed, as nsc generate creds writes it");
    }
}

package io.gatehouse.nats;

import java.nio.file.Path;

/** The file that nats.creds names is not a credentials file; the message quotes nothing of it. */
public final class CredsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    CredsFileException(Path file, String why) {
        this("the file " + file + " cannot be used: " + why
                + "; expected is a credentials file with a user JWT and its seed, as nsc generate creds writes it");
    }

    private CredsFileException(String problem) {
        super("nats.creds: " + problem);
        this.problem = problem;
    }

    /** The message without the key that names the file. */
    String problem() {
        return problem;
    }
}

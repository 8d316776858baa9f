package io.gatehouse.cli;

/** A command cannot do what it was asked; the message says why, and what to do. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A command was given to this program that only the launcher can carry out. */
    static CommandFailedException ofLauncher(String command) {
        return new CommandFailedException("gatehouse " + command
                + " needs the launcher: start it with the one at the root of" + " the repository");
    }
}

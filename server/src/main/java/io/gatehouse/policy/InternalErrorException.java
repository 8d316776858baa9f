package io.gatehouse.policy;

/** A bug in Gatehouse that was met while a verdict was being worked out; its cause is the bug. */
public class InternalErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InternalErrorException(Throwable cause) {
        super("a bug in Gatehouse", cause);
    }
}

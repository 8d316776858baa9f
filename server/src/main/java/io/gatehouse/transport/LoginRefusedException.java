package io.gatehouse.transport;

/** The server refused the login, or did not decide in time. */
public final class LoginRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    LoginRefusedException(String message) {
        super(message, null, false, false);
    }
}

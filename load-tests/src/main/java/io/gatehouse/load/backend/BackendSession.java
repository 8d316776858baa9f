package io.gatehouse.load.backend;

/** Asks a backend about users without Gatehouse, by the client library that the directory uses as well. For one thread. */
public interface BackendSession extends AutoCloseable {
    /**
     * Asks about one user, as for a login with the right password, and waits for the answer.
     *
     * @throws io.gatehouse.load.options.LoadException when the user is not let in
     */
    void ask(int user);

    @Override
    void close();
}

package io.gatehouse.directory;

/** Hears of the users of a directory that has them in memory; called on the thread that read them. */
public interface ReloadRecorder {
    /** Hears nothing. */
    ReloadRecorder NONE = new ReloadRecorder() {
        @Override
        public void reloaded(int users) {}

        @Override
        public void reloadFailed() {}
    };

    /** They were read and are in use, at the start and after each change. */
    void reloaded(int users);

    /** What they have changed to could not be used; those before stay in use. */
    void reloadFailed();

    /** Some of them have changed, and the change is in force. */
    default void changed(int users) {}

    /**
     * They cannot be read now; those that are known stay in use.
     *
     * @param why for whoever reads it, without a secret
     */
    default void unreachable(String why) {}

    /** They could not be used at the start, and a copy of the last good ones is in use; told after the failure. */
    default void startedWithLastGood() {}

    /**
     * The thread that looks for changes has ended; nothing starts it again.
     *
     * @param why which, and with what, without a secret
     */
    default void watchEnded(String why) {}
}

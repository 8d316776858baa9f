package io.gatehouse.directory;

/** Whether, and how, a directory's answers are left for other instances in the shared cache. */
public enum Sharing {
    /** Never: what it knows is in memory here, each login proves itself anew, or what ends an answer is known to nobody else. */
    NONE,
    /**
     * For the time that the cache has for them: nothing but time, or its own end, ends an answer, and the configuration is all
     * that tells what an answer means.
     */
    TIMED,
    /**
     * The same, but that {@link Directory#changes} tells what has changed, before the version of a lookup does. Only answers about
     * logins with a user name are shared, where the directory {@linkplain Directory#reads reads} it.
     */
    CHANGING
}

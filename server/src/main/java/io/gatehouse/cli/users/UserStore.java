package io.gatehouse.cli.users;

import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.policy.text.NameForm;
import java.util.Map;
import java.util.function.IntConsumer;

/** Where users are: a bucket or a file. What is stored has a revision, and is changed only by who knows the latest. */
@SuppressWarnings("try") // closing may be interrupted
interface UserStore extends AutoCloseable {
    /** What it is called in messages. */
    String name();

    /** The form that names have in it. */
    NameForm form();

    /** What is stored of a user now. */
    Stored find(String user) throws KvException, InterruptedException;

    /** Stores a user, if what is stored has this revision; false when it has another, and nothing is changed. */
    boolean put(String user, String json, long revision) throws KvException, InterruptedException;

    /** Removes a user, if what is stored has this revision; false when it has another. */
    boolean remove(String user, long revision) throws KvException, InterruptedException;

    /**
     * What is stored of all users.
     *
     * @param progress told how many were read up to now
     */
    Map<String, Stored> all(IntConsumer progress) throws KvException, InterruptedException;

    /**
     * Stores users, each if what is stored of it has the revision that is given.
     *
     * @param progress told how many were stored up to now
     * @return how many were not, since another revision was there
     */
    int putAll(Map<String, Stored> users, IntConsumer progress) throws KvException, InterruptedException;

    @Override
    void close() throws InterruptedException;
}

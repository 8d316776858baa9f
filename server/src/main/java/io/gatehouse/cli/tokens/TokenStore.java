package io.gatehouse.cli.tokens;

import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.RecordText;
import java.util.Map;

/** Where the records of tokens are kept, in the format of tokens.json. */
@SuppressWarnings("try") // closing may be interrupted
interface TokenStore extends AutoCloseable {
    /** All records by their ids, with what we do not know in them. */
    Map<String, RecordText> all() throws KvException, InterruptedException;

    /** How many records {@link #all} has passed over, since they are under keys that no token has. */
    default int others() {
        return 0;
    }

    /**
     * Adds a record; false when there is one with that id.
     *
     * @throws io.gatehouse.directory.users.UsersFileException when it is wrong, or cannot be stored
     */
    boolean add(String id, RecordText record) throws KvException, InterruptedException;

    /**
     * Puts records in the place of those that {@link #all} told; false when somebody else has changed some of them since, which
     * are then left as they are.
     *
     * @throws io.gatehouse.directory.users.UsersFileException when one of them is wrong, or they cannot be stored
     */
    boolean change(Map<String, RecordText> records) throws KvException, InterruptedException;

    @Override
    void close() throws InterruptedException;
}

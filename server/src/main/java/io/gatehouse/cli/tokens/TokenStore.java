package io.gatehouse.cli.tokens;

import io.gatehouse.directory.users.RecordText;
import java.util.Map;

/** Where the records of tokens are kept, in the format of tokens.json; nobody else changes them until it is closed. */
interface TokenStore extends AutoCloseable {
    /** What it is called in messages. */
    String name();

    /** All records by their ids, with what we do not know in them. */
    Map<String, RecordText> all();

    /**
     * Puts records in the place of those of the same id, or beside the others; all or none.
     *
     * @throws io.gatehouse.directory.users.UsersFileException when one of them is wrong, or they cannot be stored
     */
    void put(Map<String, RecordText> records);

    @Override
    void close();
}

package io.gatehouse.load.backend;

import io.gatehouse.load.request.TestUsers;
import java.util.ArrayList;
import java.util.List;

/** A real server with users, and the directory of Gatehouse that asks it. */
public interface BackendServer extends AutoCloseable {
    /** What the directory is called. */
    String DIRECTORY = "people";

    /** Who can log in. */
    TestUsers users();

    /** The keys of the directory, each below its section, as {@code type=http}. */
    List<String> keys();

    /** Keys of the configuration beside the directory's own, such as rules. */
    default List<String> moreKeys() {
        return List.of();
    }

    /** Connections for one thread, over which it is asked as the directory asks it. */
    BackendSession connect();

    /** What Gatehouse has to be told: the directory, which comes behind that of users.json, and what it needs beside it. */
    default List<String> settings() {
        List<String> all = new ArrayList<>();
        keys().forEach(key -> all.add("directories." + DIRECTORY + "." + key));
        all.add("callout.directory_order=users," + DIRECTORY);
        all.addAll(moreKeys());
        return all;
    }

    @Override
    void close();
}

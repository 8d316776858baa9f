package io.gatehouse.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a user sees all of it at once. */
final class Problems {
    private final List<String> list = new ArrayList<>();
    private boolean commandLine;

    /** Notes a problem with a key's value. */
    void add(Where where, String path, String message) {
        list.add(where.place() + ": " + path + ": " + message);
        commandLine |= where.layer() == Where.Layer.OPTION;
    }

    /** Notes that a key is missing below a place. */
    void missing(String place, String path, String advice) {
        list.add(place + ": " + path + ": is missing; " + advice);
    }

    void throwIfAny() {
        if (!list.isEmpty()) {
            throw new ConfigException(list, commandLine);
        }
    }
}

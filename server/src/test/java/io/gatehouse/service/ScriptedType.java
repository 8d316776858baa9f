package io.gatehouse.service;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.util.List;

/**
 * The type, without keys, of a directory that a test has made.
 *
 * @param directory each that is opened
 */
record ScriptedType(Directory directory) implements DirectoryType {
    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public List<Entry> keys() {
        return List.of();
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return directory;
    }
}

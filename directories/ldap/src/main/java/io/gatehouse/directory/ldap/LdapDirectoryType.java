package io.gatehouse.directory.ldap;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.util.List;

/** Directories of type {@code ldap}. */
public final class LdapDirectoryType implements DirectoryType {
    @Override
    public String type() {
        return "ldap";
    }

    @Override
    public List<Entry> keys() {
        return List.of();
    }

    @Override
    public boolean statesRights() {
        return false;
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        throw new IllegalStateException("not yet");
    }
}

package io.gatehouse.directory.ldap;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.util.List;
import java.util.Objects;

/** Directories of users of an LDAP server. */
public final class LdapDirectoryType implements DirectoryType {
    static final String TYPE = "ldap";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return LdapKeys.ALL;
    }

    @Override
    public boolean statesRights() {
        return false;
    }

    @Override
    public void check(Values settings) {
        LdapSettings unused = LdapSettingsReader.read("", settings);
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return LdapDirectory.open(Objects.requireNonNull(LdapSettingsReader.read(name, settings)));
    }
}

package io.gatehouse.directory.ldap;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.tls.TlsSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
    public List<String> warnings(String name, Values settings) {
        if (settings.get(LdapKeys.START_TLS)) {
            return List.of();
        }
        return settings.get(LdapKeys.ADDRESS, List.of()).stream()
                .filter(LdapAddress::isInClear)
                .map(address -> "directory " + name + ": passwords go to " + address
                        + " unencrypted; write ldaps:// into address, or set start_tls")
                .distinct()
                .toList();
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return Stream.ofNullable(TlsSection.read(settings).ca()).toList();
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        return LdapDirectory.open(Objects.requireNonNull(LdapSettingsReader.read(name, settings)));
    }
}

package io.gatehouse.directory.ldap;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerSelection;
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
        List<LdapAddress> addresses = settings.get(LdapKeys.ADDRESS, List.of());
        Stream<String> inClear = addresses.stream()
                .filter(address -> !settings.get(LdapKeys.START_TLS) && address.isInClear())
                .map(address ->
                        "passwords go to " + address + " unencrypted; write ldaps:// into address, or set start_tls");
        Stream<String> uncounted = addresses.size() > 1 && countsInTurn(settings)
                ? Stream.of(
                        "no controller but the PDC emulator knows of the wrong passwords that others were told, so guesses"
                                + " at several instances may lock a user out; name it first and remove server_selection, or set"
                                + " lockout.attempts")
                : Stream.empty();
        return Stream.concat(inClear, uncounted)
                .map(text -> "directory " + name + ": " + text)
                .distinct()
                .toList();
    }

    private static boolean countsInTurn(Values settings) {
        return settings.get(LdapKeys.IMPLEMENTATION) == Implementation.ACTIVEDIRECTORY
                && settings.get(LdapKeys.SELECTION) == ServerSelection.ROUND_ROBIN
                && !settings.in(LdapKeys.LOCKOUT).gives(LdapKeys.ATTEMPTS);
    }

    /** By searches; where users read their own entries, nothing is read without a password. */
    @Override
    public boolean isPollable(Values settings) {
        return !settings.gives(LdapKeys.USER_DN_PATTERN);
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

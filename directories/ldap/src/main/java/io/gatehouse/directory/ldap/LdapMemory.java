package io.gatehouse.directory.ldap;

import io.gatehouse.directory.ldap.LdapSettings.Groups;
import java.time.InstantSource;

/**
 * What one directory remembers from login to login.
 *
 * @param groups those of Active Directory, by their SIDs
 * @param lockout wrong passwords
 */
record LdapMemory(SidGroups groups, LockoutGuard lockout) {
    /** Nothing yet. */
    static LdapMemory of(LdapSettings settings) {
        Groups groups = settings.groups();
        return new LdapMemory(
                new SidGroups(groups.base(), groups.nameAttribute(), System::nanoTime),
                new LockoutGuard(
                        settings.lockout(), settings.users().base(), InstantSource.system(), System::nanoTime));
    }
}

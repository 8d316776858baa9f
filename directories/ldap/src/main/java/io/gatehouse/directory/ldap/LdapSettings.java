package io.gatehouse.directory.ldap;

import io.gatehouse.crypto.Secret;
import io.gatehouse.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a directory of type {@code ldap}.
 *
 * @param name what the directory is called
 * @param login the service's own; null for none
 * @param connections how many logins are looked up at a time, each on a thread and a connection of its own
 */
record LdapSettings(String name, Servers servers, @Nullable Login login, int connections, Users users, Groups groups) {
    /**
     * The servers, and how they are connected to.
     *
     * @param timeout how long an attempt to connect may take
     * @param startTls whether TLS begins by an operation of LDAP
     */
    record Servers(
            List<LdapAddress> addresses,
            ServerSelection selection,
            Duration timeout,
            boolean startTls,
            TlsSettings tls) {
        Servers {
            addresses = List.copyOf(addresses);
        }
    }

    /** The service's own login. */
    record Login(String dn, Secret password) {}

    /**
     * Who is a user.
     *
     * @param base below which users are
     * @param filter that finds one by {@code {input}}
     * @param pattern the DN of a user by {@code {input}}, which takes the place of the search; null for none
     * @param nameAttribute the attribute with the name
     * @param attributes those of an identity, and which of the entry they are
     */
    record Users(
            String base,
            LdapTemplate filter,
            @Nullable LdapTemplate pattern,
            String nameAttribute,
            Map<String, String> attributes) {
        Users {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * What groups a user has.
     *
     * @param base below which groups are
     * @param filter that finds the groups of a user
     * @param nameAttribute the attribute with a group's name
     * @param memberOf the attribute of users, and of groups, with the DNs of their groups
     * @param depth how many levels of groups within groups are followed
     */
    record Groups(GroupMode mode, String base, LdapTemplate filter, String nameAttribute, String memberOf, int depth) {}
}

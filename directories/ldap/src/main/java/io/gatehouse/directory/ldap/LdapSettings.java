package io.gatehouse.directory.ldap;

import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.ldap.domain.LockoutPolicy;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerSelection;
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
record LdapSettings(
        String name,
        Servers servers,
        @Nullable Login login,
        int connections,
        Users users,
        Groups groups,
        Lockout lockout) {
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
     * @param primary whether the primary group of Active Directory is one of them
     */
    record Groups(
            GroupMode mode,
            String base,
            LdapTemplate filter,
            String nameAttribute,
            String memberOf,
            int depth,
            boolean primary) {
        /** Whether the entry of a user has to tell the primary group, which is among those of the token, and of no other. */
        boolean readsPrimary() {
            return primary != (mode == GroupMode.TOKENGROUPS);
        }
    }

    /**
     * How guesses are kept from locking users out.
     *
     * @param attempts wrong passwords of a user that are passed on in a row, 0 for any number; null for what the domain says
     * @param window after which they count no more; null for what the domain says
     * @param ofDomain whether the servers are those of a domain of Active Directory, and tell what they have counted
     */
    record Lockout(@Nullable Integer attempts, @Nullable Duration window, boolean ofDomain) {
        /** Any number of guesses is passed on. */
        static final Lockout NONE = new Lockout(0, Duration.ZERO, false);

        /** Whether something is left to what the domain says. */
        boolean asksDomain() {
            boolean isLeft = attempts == null || (attempts > 0 && window == null);
            return ofDomain && isLeft;
        }

        /** What holds, where a domain says that. */
        LockoutPolicy policy(LockoutPolicy ofDomain) {
            Duration standard = ofDomain.attempts() == 0 ? LockoutPolicy.CAUTIOUS.window() : ofDomain.window();
            return new LockoutPolicy(
                    attempts == null ? ofDomain.attempts() : attempts, window == null ? standard : window);
        }
    }
}

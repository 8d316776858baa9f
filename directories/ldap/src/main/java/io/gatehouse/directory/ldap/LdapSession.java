package io.gatehouse.directory.ldap;

/**
 * The connections of one thread.
 *
 * @param service with the service's own login
 * @param users on which users' passwords are tried
 */
record LdapSession(LdapLink service, LdapLink users) {
    static LdapSession of(LdapConnector connector, LdapSettings settings) {
        return new LdapSession(new LdapLink(connector, settings.login()), new LdapLink(connector, null));
    }

    /** Ends the connections, of which others may be made. */
    void close() {
        service.close();
        users.close();
    }

    /** Ends them in the middle of a question, by another thread; others may be made. */
    void interrupt() {
        service.interrupt();
        users.interrupt();
    }

    /** Ends them in the middle of a question, for good. */
    void end() {
        service.end();
        users.end();
    }
}

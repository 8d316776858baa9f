/** Where LDAP servers are, and in which order they are tried. */
@NullMarked
package io.gatehouse.directory.ldap.server;

import org.jspecify.annotations.NullMarked;

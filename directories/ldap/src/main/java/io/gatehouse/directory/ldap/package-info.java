/** Users of an LDAP server. */
@NullMarked
package io.gatehouse.directory.ldap;

import org.jspecify.annotations.NullMarked;

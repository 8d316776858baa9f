/** What domains of Active Directory have of their own: identifiers, values that are bytes, and lock-out. */
@NullMarked
package io.gatehouse.directory.ldap.domain;

import org.jspecify.annotations.NullMarked;

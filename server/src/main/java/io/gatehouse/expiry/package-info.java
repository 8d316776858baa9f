/** When what is in files of the configuration expires: credentials, certificates, JWTs of accounts. */
@NullMarked
package io.gatehouse.expiry;

import org.jspecify.annotations.NullMarked;

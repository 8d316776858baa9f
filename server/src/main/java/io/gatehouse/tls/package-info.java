/** TLS contexts from PEM files, and whether a certificate is the server's that is meant. */
@NullMarked
package io.gatehouse.tls;

import org.jspecify.annotations.NullMarked;

/** Directories of clients that prove who they are with a TLS certificate. */
@NullMarked
package io.gatehouse.directory.certificate;

import org.jspecify.annotations.NullMarked;

/** What a new deployment is made of: keys, JWTs, credentials, and the configuration of server and service. */
@NullMarked
package io.gatehouse.cli.init;

import org.jspecify.annotations.NullMarked;

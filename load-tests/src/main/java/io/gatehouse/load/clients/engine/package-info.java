/** Groups of clients on Netty: they dial, log in, stay, lose their connection and dial again, and are counted. */
@NullMarked
package io.gatehouse.load.clients.engine;

import org.jspecify.annotations.NullMarked;

/** Logins of connections that stay while another login takes their place. */
@NullMarked
package io.gatehouse.service.logins;

import org.jspecify.annotations.NullMarked;

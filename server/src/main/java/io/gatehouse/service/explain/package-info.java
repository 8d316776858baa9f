/** Why a login ends as it does by a configuration alone, and what another configuration would change. */
@NullMarked
package io.gatehouse.service.explain;

import org.jspecify.annotations.NullMarked;

/** Why a login ends as it does, told by the classes that decide about it; and what another configuration would change. */
@NullMarked
package io.gatehouse.service.explain;

import org.jspecify.annotations.NullMarked;

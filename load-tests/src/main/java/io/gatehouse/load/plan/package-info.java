/** How many instances a fleet needs: {@code gatehouse load plan}, which simulates storms and looks for the smallest plan. */
@NullMarked
package io.gatehouse.load.plan;

import org.jspecify.annotations.NullMarked;

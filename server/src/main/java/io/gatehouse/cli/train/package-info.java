/** What the service is trained with, so that the classes which it loads can be archived; no outside program takes part. */
@NullMarked
package io.gatehouse.cli.train;

import org.jspecify.annotations.NullMarked;

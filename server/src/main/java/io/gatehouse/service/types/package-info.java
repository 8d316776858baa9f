/** The types of directories that there are: those of the product, and those of third parties' jars. */
@NullMarked
package io.gatehouse.service.types;

import org.jspecify.annotations.NullMarked;

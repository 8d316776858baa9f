/** The one catalogue of reasons why a request gets no answer, which every package on its way names them by. */
@NullMarked
package io.gatehouse.drops;

import org.jspecify.annotations.NullMarked;

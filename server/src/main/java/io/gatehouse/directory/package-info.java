/** The question "who is this?" and the answers to it; one sub-package per backend. */
@NullMarked
package io.gatehouse.directory;

import org.jspecify.annotations.NullMarked;

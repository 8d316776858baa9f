/** A sample of a directory that is not part of Gatehouse. */
@NullMarked
package com.example.badge;

import org.jspecify.annotations.NullMarked;

/** The service: what it is made of, how it starts, and how it ends. */
@NullMarked
package io.gatehouse.service;

import org.jspecify.annotations.NullMarked;

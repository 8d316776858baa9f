/** Keys that features own, and what file, environment and options say of them; knows no feature. */
@NullMarked
package io.gatehouse.config;

import org.jspecify.annotations.NullMarked;

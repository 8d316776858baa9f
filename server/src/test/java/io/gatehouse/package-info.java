/** What holds for the product as a whole. */
@org.jspecify.annotations.NullMarked
package io.gatehouse;

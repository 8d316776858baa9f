/** What instances leave each other of remote directories' answers, in a bucket that neither its readers nor its writers can abuse. */
@NullMarked
package io.gatehouse.directory.shared;

import org.jspecify.annotations.NullMarked;

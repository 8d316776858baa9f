package io.gatehouse.directory.shared;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;

/**
 * Who another instance has found.
 *
 * @param found what the directory answered there
 * @param fresh until when that is as good as an answer of now
 */
public record SharedIdentity(LookupResult.Found found, Validity fresh) {}

package io.gatehouse.directory.oidc;

/**
 * A claim that gives texts, and what is put before each of these.
 *
 * @param claim its name, or its path
 */
public record MappedClaim(String claim, String prefix) {}

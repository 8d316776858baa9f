package io.gatehouse.operations;

/**
 * What is running.
 *
 * @param version Gatehouse's version
 * @param ed25519 which implementation signs
 */
public record BuildInfo(String version, String ed25519) {}

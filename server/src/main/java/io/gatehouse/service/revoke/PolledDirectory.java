package io.gatehouse.service.revoke;

import io.gatehouse.directory.chain.AskableDirectory;

/**
 * A directory that can be asked about a user without a credential.
 *
 * @param meaning what its answers follow from
 */
public record PolledDirectory(AskableDirectory asked, String meaning) {}

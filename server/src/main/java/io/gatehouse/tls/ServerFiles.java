package io.gatehouse.tls;

import java.nio.file.Path;

/**
 * What a listener shows who it is with.
 *
 * @param cert PEM file with the certificate and its issuers
 * @param key PEM file with the certificate's private key
 */
public record ServerFiles(Path cert, Path key) {}

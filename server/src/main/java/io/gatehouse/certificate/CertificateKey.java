package io.gatehouse.certificate;

/** The keyed hash of certificates. */
record CertificateKey(long first, long second, long third, long fourth) {}

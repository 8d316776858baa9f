package io.gatehouse.load.clients.wire;

import io.gatehouse.crypto.Secret;

/** A user and their password, as a client brings them. */
public record Who(String user, Secret password) {}

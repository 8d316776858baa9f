package io.gatehouse.directory.nkey;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.users.FileUser;

/** A public nkey, and whose it is. */
record RegisteredKey(Nkey key, FileUser user) {}

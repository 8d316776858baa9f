package io.gatehouse.service.revoke;

import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.revocation.Memory;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the directories remember, and what they leave other instances.
 *
 * @param chain in force now; null while the service is put together
 */
record ChainMemory(Supplier<@Nullable DirectoryChain> chain) implements Memory {
    @Override
    public void forget(@Nullable String directory, @Nullable Set<String> users) {
        DirectoryChain now = chain.get();
        if (now != null) {
            now.forget(directory, users);
        }
    }

    @Override
    public void revoke(@Nullable String directory, @Nullable Set<String> users) {
        DirectoryChain now = chain.get();
        if (now != null) {
            now.revoke(directory, users);
        }
    }
}

package io.gatehouse.directory.oidc.kubernetes;

/** How identities are called. */
enum AccountNaming {
    /** As Kubernetes calls them: {@code system:serviceaccount:NAMESPACE:NAME}. */
    FULL {
        @Override
        String of(ClusterAccount account) {
            return account.username();
        }
    },
    /** {@code NAMESPACE:NAME}. */
    SHORT {
        @Override
        String of(ClusterAccount account) {
            return account.namespace() + ":" + account.name();
        }
    };

    abstract String of(ClusterAccount account);
}

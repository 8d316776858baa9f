package io.gatehouse.directory.web;

import io.gatehouse.directory.HostResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;

/** Lets connections ask a directory's own resolver for their addresses. */
final class WebHosts extends AddressResolverGroup<InetSocketAddress> {
    private final HostResolver hosts;

    WebHosts(HostResolver hosts) {
        this.hosts = hosts;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new ByName(executor).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        hosts.close();
    }

    private final class ByName extends InetNameResolver {
        ByName(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            resolve(host, promise, all -> all.get(0));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            resolve(host, promise, all -> all);
        }

        private <T> void resolve(String host, Promise<T> promise, Function<List<InetAddress>, T> which) {
            var unused = hosts.addresses(host)
                    .handle((all, error) -> error == null
                            ? promise.trySuccess(which.apply(all))
                            : promise.tryFailure(new UnknownHostException(host)));
        }
    }
}

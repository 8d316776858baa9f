package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.NameResolver;
import io.gatehouse.directory.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets one connection ask a directory's own resolver for addresses, within the time that is left for it. */
final class LdapHosts extends NameResolver {
    private final HostResolver hosts;
    private final Deadline deadline;

    LdapHosts(HostResolver hosts, Deadline deadline) {
        this.hosts = hosts;
        this.deadline = deadline;
    }

    @Override
    public InetAddress getByName(String host) throws UnknownHostException {
        return addresses(host).get(0);
    }

    @Override
    public InetAddress[] getAllByName(String host) throws UnknownHostException {
        return addresses(host).toArray(InetAddress[]::new);
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        try {
            return hosts.addresses(host).get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("LdapHosts");
    }
}

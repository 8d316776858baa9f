package io.gatehouse.directory.ldap.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which order servers are tried for a new connection: one that has just failed comes last. */
public final class ServerOrder {
    private static final long REST = Duration.ofSeconds(5).toNanos();

    private final List<LdapAddress> addresses;
    private final ServerSelection selection;

    /** When each server failed last. */
    @GuardedBy("this") private final Map<LdapAddress, Long> failures = new HashMap<>();

    @GuardedBy("this") private int first;

    /** Of servers in the order in which they are configured. */
    public ServerOrder(List<LdapAddress> addresses, ServerSelection selection) {
        this.addresses = addresses;
        this.selection = selection;
    }

    /** All servers, as a connection that is made now should try them. */
    public synchronized List<LdapAddress> now(long nanoTime) {
        List<LdapAddress> order = new ArrayList<>();
        List<LdapAddress> last = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            LdapAddress address = addresses.get((first + i) % addresses.size());
            (rests(address, nanoTime) ? last : order).add(address);
        }
        if (selection == ServerSelection.ROUND_ROBIN) {
            first = (first + 1) % addresses.size();
        }
        order.addAll(last);
        return order;
    }

    @GuardedBy("this") private boolean rests(LdapAddress address, long nanoTime) {
        Long failed = failures.get(address);
        return failed != null && nanoTime - failed < REST;
    }

    /** It is tried last for a while. */
    public synchronized void failed(LdapAddress address, long nanoTime) {
        failures.put(address, nanoTime);
    }

    /** It is tried in its turn again. */
    public synchronized void succeeded(LdapAddress address) {
        failures.remove(address);
    }
}

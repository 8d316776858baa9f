package io.gatehouse.admin;

import java.util.List;

/**
 * The admin requests that there are, and who may make them.
 *
 * @param listener hears of them
 */
public record AdminAccess(AdminSettings settings, List<AdminRoute> routes, AdminListener listener) {
    /** Of which nobody hears. */
    public AdminAccess(AdminSettings settings, List<AdminRoute> routes) {
        this(settings, routes, (method, path, from, status) -> {});
    }

    public AdminAccess {
        routes = List.copyOf(routes);
    }
}

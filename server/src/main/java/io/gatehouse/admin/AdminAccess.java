package io.gatehouse.admin;

import java.util.List;

/**
 * The admin requests that there are, and who may make them.
 *
 * @param token what they have to bring now
 * @param listener hears of them
 */
public record AdminAccess(AdminSettings settings, AdminToken token, List<AdminRoute> routes, AdminListener listener) {
    /** None. */
    static AdminAccess none() {
        return new AdminAccess(AdminSettings.NONE, List.of());
    }

    /** Of which nobody hears. */
    public AdminAccess(AdminSettings settings, List<AdminRoute> routes) {
        this(settings, routes, (method, path, from, status) -> {});
    }

    /** With the token of the settings. */
    public AdminAccess(AdminSettings settings, List<AdminRoute> routes, AdminListener listener) {
        this(settings, new AdminToken(settings.token()), routes, listener);
    }

    public AdminAccess {
        routes = List.copyOf(routes);
    }
}

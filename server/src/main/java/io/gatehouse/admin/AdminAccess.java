package io.gatehouse.admin;

import java.util.List;

/** The admin requests that there are, and who may make them. */
public record AdminAccess(AdminSettings settings, List<AdminRoute> routes) {
    /** None. */
    static final AdminAccess NONE = new AdminAccess(AdminSettings.NONE, List.of());

    public AdminAccess {
        routes = List.copyOf(routes);
    }
}

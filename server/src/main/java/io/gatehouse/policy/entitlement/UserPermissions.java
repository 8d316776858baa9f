package io.gatehouse.policy.entitlement;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.Responses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may publish and subscribe to.
 *
 * @param responses the permission to answer what was received; null for none but those of {@code publish}
 */
public record UserPermissions(
        SubjectSet publish, SubjectSet subscribe, @Nullable Responses responses) {
    /** No restriction but the account's. */
    public static final UserPermissions UNRESTRICTED =
            new UserPermissions(SubjectSet.EVERYTHING, SubjectSet.EVERYTHING, null);

    /** @throws IllegalArgumentException when a subject to publish to has a queue group, or fewer than no responses are allowed */
    public UserPermissions {
        for (List<String> subjects :
                List.of(publish.rules().allow(), publish.rules().deny())) {
            subjects.forEach(subject -> SubjectSet.require(subject, false));
        }
        if (responses != null && responses.max() < -1) {
            throw new IllegalArgumentException("the number of responses must be -1 or more");
        }
    }

    /** As a user JWT says it. */
    public Permissions claims() {
        return new Permissions(publish.rules(), subscribe.rules(), responses);
    }
}

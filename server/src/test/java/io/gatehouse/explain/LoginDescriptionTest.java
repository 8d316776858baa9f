package io.gatehouse.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoginDescriptionTest {
    /** nats-server tells of its tags in lower case, however they are written in its configuration. */
    @Test
    void tagsOfTheServerAreInLowerCase() {
        LoginDescription login = new LoginDescription(
                "10.1.2.3", "standard", false, "", null, null, "s1", "east", List.of("Blue", "Zone:7"), "2.15.3");

        assertThat(login.serverTags()).containsExactly("blue", "zone:7");
    }
}

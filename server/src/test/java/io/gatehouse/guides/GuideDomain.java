package io.gatehouse.guides;

import io.gatehouse.testbed.DomainController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real domain of Active Directory for a page that uses one, where that is not there already. */
record GuideDomain(@Nullable DomainController controller) implements AutoCloseable {
    /** Where the pages have its controller, and the certificate of who has signed for it. */
    private static final String HOST = "dc1." + DomainController.DOMAIN;

    private static final String AUTHORITY = "corp-ca.pem";

    static GuideDomain of(Guide guide) {
        return new GuideDomain(isNeededBy(guide) ? DomainController.start() : null);
    }

    static boolean isNeededBy(Guide guide) {
        return guide.script().contains(HOST);
    }

    /** Puts what the page says is there into its folder. */
    void addTo(Path work) throws IOException {
        if (controller != null) {
            Files.writeString(work.resolve(AUTHORITY), controller.authority().pem());
        }
    }

    /** A page with the controller that is here. */
    String in(String script) {
        return controller == null
                ? script
                : script.replace(HOST, controller.tlsAddress().getHostString());
    }

    @Override
    public void close() {
        if (controller != null) {
            controller.close();
        }
    }
}

package io.gatehouse.cli.check;

import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.service.GatehouseSettings;
import org.jspecify.annotations.Nullable;

/** Compares our xkey with the one that the callout names. */
final class XkeyCheck {
    private XkeyCheck() {}

    static void run(GatehouseSettings settings, @Nullable String theirs, String place, Findings findings) {
        CurveKey ours = settings.xkey();
        if (ours == null && theirs != null) {
            findings.fail(
                    place + " seals requests to the xkey " + theirs + ", and xkey.seed is missing here",
                    "give its seed");
        } else if (ours != null && theirs == null) {
            findings.fail(
                    place + " has no xkey, and xkey.seed is given here, so that its requests are dropped",
                    "add xkey " + ours.publicKey() + " to the callout, or remove xkey.seed");
        } else if (ours != null && !isHeld(settings, theirs)) {
            findings.fail(
                    "the xkey does not match: " + place + " has " + theirs + ", and xkey.seed is that of "
                            + ours.publicKey(),
                    "use the same pair on both sides");
        } else if (ours != null) {
            findings.ok("the xkey is that of " + place);
        }
    }

    private static boolean isHeld(GatehouseSettings settings, @Nullable String theirs) {
        return settings.xkeys().stream()
                .anyMatch(xkey -> xkey.publicKey().text().equals(theirs));
    }
}

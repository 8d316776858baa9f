package io.gatehouse.cli;

import io.gatehouse.testbed.junit.AgainstNatsServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Attacks by real sockets against the running service, each with its control: the same without what is hostile in it, or what
 * shows that the attack would be seen if it succeeded. One class for each attack.
 */
@Tag("heavy")
@AgainstNatsServer
class AttackIT {
    @Nested
    class SmuggledRequest extends SmuggledRequestAttack {}

    @Nested
    class DeafeningMessage extends DeafeningMessageAttack {}

    @Nested
    class EarlyRequest extends EarlyRequestAttack {}

    @Nested
    class WrongHost extends WrongHostAttack {}

    @Nested
    class PasswordInUrl extends PasswordInUrlAttack {}

    @Nested
    class DottedName extends DottedNameAttack {}

    @Nested
    class EncodedName extends EncodedNameAttack {}

    @Nested
    class PrivateInbox extends PrivateInboxAttack {}

    @Nested
    class Placement extends PlacementAttack {}
}

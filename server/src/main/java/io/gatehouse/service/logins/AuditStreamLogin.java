package io.gatehouse.service.logins;

import io.gatehouse.audit.AuditSettings;
import io.gatehouse.audit.sink.StreamSinkSettings;
import io.gatehouse.nats.NatsSettings;

/** The login by which records are published to a stream: the connection that there is stays, and the next one is made with the newest. */
public final class AuditStreamLogin {
    private final AuditSettings settings;

    /** @param started what the service was started with */
    public AuditStreamLogin(AuditSettings started) {
        this.settings = with(started, started.stream().nats().renewable());
    }

    /** The settings, whose login is the newest one. */
    public AuditSettings settings() {
        return settings;
    }

    /** Connections that are made from now on log in as these say. */
    public void use(AuditSettings now) {
        settings.stream().nats().logInAs(now.stream().nats());
    }

    /** These settings, with what a reload takes of others. */
    public static AuditSettings reloaded(AuditSettings before, AuditSettings read) {
        AuditSettings now = before.reloaded(read);
        return with(now, now.stream().nats().loggedInAs(read.stream().nats()));
    }

    private static AuditSettings with(AuditSettings all, NatsSettings nats) {
        StreamSinkSettings stream = all.stream();
        return new AuditSettings(
                all.to(),
                all.required(),
                all.queueBytes(),
                all.key(),
                all.hashed(),
                all.claims(),
                all.file(),
                new StreamSinkSettings(stream.subject(), stream.timeout(), nats));
    }
}

package io.gatehouse.directory.shared;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes who was found, all of it; {@link IdentityReader} reads the same. For one identity. */
final class IdentityWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Whether lists are written in an order that does not depend on their own. */
    private final boolean sorted;

    private IdentityWriter(boolean sorted) {
        this.sorted = sorted;
    }

    /** As bytes; null for what cannot be written, as a text of more than 64 KiB. */
    static byte @Nullable [] write(LookupResult.Found found) {
        return write(found, false);
    }

    /** The same bytes for whoever has the same values in another order, which means nothing and may be another one in each answer. */
    static byte @Nullable [] sorted(Identity identity) {
        return write(new LookupResult.Found(identity), true);
    }

    private static byte @Nullable [] write(LookupResult.Found found, boolean sorted) {
        IdentityWriter writer = new IdentityWriter(sorted);
        try {
            writer.found(found);
            return writer.bytes.toByteArray();
        } catch (IOException e) {
            return null;
        }
    }

    private void found(LookupResult.Found found) throws IOException {
        instant(found.validity().until());
        Identity identity = found.identity();
        out.writeUTF(identity.name());
        out.writeInt(identity.attributes().size());
        for (Map.Entry<String, List<String>> attribute : identity.attributes().entrySet()) {
            out.writeUTF(attribute.getKey());
            texts(attribute.getValue());
        }
        texts(identity.groups());
        instant(identity.expiresAt());
        Entitlement entitlement = identity.entitlement();
        out.writeBoolean(entitlement != null);
        if (entitlement != null) {
            entitlement(entitlement);
        }
    }

    private void entitlement(Entitlement entitlement) throws IOException {
        out.writeUTF(entitlement.name());
        out.writeUTF(entitlement.account());
        out.writeBoolean(entitlement.role() != null);
        if (entitlement.role() != null) {
            out.writeUTF(entitlement.role());
        }
        permissions(entitlement.permissions());
        limits(entitlement.limits());
        texts(entitlement.tags());
        texts(entitlement.connectionTypes().names());
        out.writeBoolean(entitlement.bearerToken());
        out.writeBoolean(entitlement.proxyRequired());
        out.writeBoolean(entitlement.disabled());
        duration(entitlement.sessionTtl());
        instant(entitlement.expiresAt());
    }

    private void permissions(UserPermissions permissions) throws IOException {
        subjects(permissions.publish());
        subjects(permissions.subscribe());
        Responses responses = permissions.responses();
        out.writeBoolean(responses != null);
        if (responses != null) {
            out.writeInt(responses.max());
            duration(responses.ttl());
        }
    }

    private void subjects(SubjectSet subjects) throws IOException {
        texts(subjects.rules().allow());
        texts(subjects.rules().deny());
    }

    private void limits(UserLimits limits) throws IOException {
        out.writeLong(limits.subs());
        out.writeLong(limits.data());
        out.writeLong(limits.payload());
        texts(limits.sources().texts());
        hours(limits.hours());
    }

    private void hours(Hours hours) throws IOException {
        if (!hours.isOfOneZone()) {
            throw new IOException("no directory states hours of several time zones");
        }
        out.writeUTF(hours.zone().getId());
        out.writeInt(hours.windows().size());
        for (Hours.Window window : hours.windows()) {
            out.writeLong(window.start().toNanoOfDay());
            out.writeLong(window.end().toNanoOfDay());
        }
    }

    /** What has no order of its own is written in one that is the same in each process. */
    private void texts(Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        boolean isSorted = sorted || texts instanceof Set;
        for (String text : isSorted ? texts.stream().sorted().toList() : texts) {
            out.writeUTF(text);
        }
    }

    private void instant(@Nullable Instant instant) throws IOException {
        out.writeBoolean(instant != null);
        if (instant != null) {
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
        }
    }

    private void duration(@Nullable Duration duration) throws IOException {
        out.writeBoolean(duration != null);
        if (duration != null) {
            out.writeLong(duration.getSeconds());
            out.writeInt(duration.getNano());
        }
    }
}

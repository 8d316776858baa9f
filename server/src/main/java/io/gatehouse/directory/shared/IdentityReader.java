package io.gatehouse.directory.shared;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.Validity;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link IdentityWriter} has written. Whatever it is given, an identity comes of it that a directory could give, or none. */
final class IdentityReader {
    private final DataInputStream in;

    private IdentityReader(byte[] bytes) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /**
     * Who was found; null when it cannot be read.
     *
     * @param directory whose identity it is
     */
    static LookupResult.@Nullable Found read(String directory, byte[] bytes) {
        IdentityReader reader = new IdentityReader(bytes);
        try {
            LookupResult.Found found = reader.found(directory);
            return reader.in.available() == 0 ? found : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private LookupResult.Found found(String directory) throws IOException {
        Validity validity = new Validity(instant());
        String name = in.readUTF();
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (int left = count(); left > 0; left--) {
            attributes.put(in.readUTF(), texts());
        }
        Set<String> groups = Set.copyOf(texts());
        Instant expiresAt = instant();
        Entitlement entitlement = in.readBoolean() ? entitlement() : null;
        return new LookupResult.Found(
                new Identity(directory, name, attributes, groups, entitlement, expiresAt), validity);
    }

    private Entitlement entitlement() throws IOException {
        return new Entitlement(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean() ? in.readUTF() : null,
                permissions(),
                limits(),
                texts(),
                connectionTypes(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                duration(),
                instant());
    }

    private UserPermissions permissions() throws IOException {
        return new UserPermissions(subjects(), subjects(), in.readBoolean() ? responses() : null);
    }

    private SubjectSet subjects() throws IOException {
        List<String> allowed = texts();
        List<String> denied = texts();
        return allowed.isEmpty() ? SubjectSet.except(denied) : SubjectSet.of(allowed, denied);
    }

    private Responses responses() throws IOException {
        int max = in.readInt();
        Duration ttl = duration();
        if (ttl == null) {
            throw new IOException("responses without a time");
        }
        return new Responses(max, ttl);
    }

    private UserLimits limits() throws IOException {
        return new UserLimits(in.readLong(), in.readLong(), in.readLong(), sources(), hours());
    }

    private Sources sources() throws IOException {
        List<String> ranges = texts();
        return ranges.isEmpty()
                ? Sources.ANY
                : Sources.of(ranges.stream().map(SourceRange::parse).toList());
    }

    private Hours hours() throws IOException {
        ZoneId zone = Hours.zone(in.readUTF());
        List<Hours.Window> windows = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            windows.add(new Hours.Window(LocalTime.ofNanoOfDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong())));
        }
        return windows.isEmpty() ? Hours.ANY : Hours.of(windows, zone);
    }

    private ConnectionTypes connectionTypes() throws IOException {
        List<String> names = texts();
        return names.isEmpty()
                ? ConnectionTypes.ANY
                : ConnectionTypes.of(names.stream().map(ConnectionType::valueOf).toList());
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    /** A number of things, each of which has a byte at least. */
    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("more than there is");
        }
        return count;
    }

    private @Nullable Instant instant() throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }

    private @Nullable Duration duration() throws IOException {
        return in.readBoolean() ? Duration.ofSeconds(in.readLong(), in.readInt()) : null;
    }
}

package io.gatehouse.service;

import static java.util.stream.Collectors.toMap;

import io.gatehouse.admin.status.Observed.Configured;
import io.gatehouse.admin.status.Observed.OneDirectory;
import io.gatehouse.crypto.Xkeys;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.FoundUsers;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.pipeline.Issuers;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Policy;
import io.gatehouse.revocation.PollSettings;
import io.gatehouse.revocation.RevocationSettings;
import io.gatehouse.service.revoke.PolledDirectories;
import io.gatehouse.service.revoke.PolledDirectory;
import io.gatehouse.service.revoke.SessionNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What logins are decided by: a configuration, and what was made of it. It is exchanged as a whole.
 *
 * @param directories in the order in which the chain asks them
 */
record InForce(GatehouseSettings settings, Policy policy, List<OpenDirectory> directories, DirectoryChain chain) {
    /** How many server processes' box keys are remembered. */
    private static final int PEERS = 1024;

    InForce {
        directories = List.copyOf(directories);
    }

    /**
     * Puts it together.
     *
     * @param before what it takes the place of, so that what is known of credentials stays known; null for nothing
     */
    static InForce of(
            GatehouseSettings settings,
            Policy policy,
            List<OpenDirectory> directories,
            PasswordChecks checks,
            LookupRecorder recorder,
            @Nullable InForce before) {
        ChainBuilder builder = new ChainBuilder(settings.lookups(), recorder);
        return of(settings, policy, directories, checks, before == null ? builder : builder.after(before.chain));
    }

    /**
     * Puts together the first one.
     *
     * @param told hears of users who are found in directories that can be asked about them again
     */
    static InForce first(
            GatehouseSettings settings,
            Policy policy,
            List<OpenDirectory> directories,
            PasswordChecks checks,
            LookupRecorder recorder,
            FoundUsers told) {
        ChainBuilder builder = new ChainBuilder(settings.lookups(), recorder).telling(told);
        return of(settings, policy, directories, checks, builder);
    }

    private static InForce of(
            GatehouseSettings settings,
            Policy policy,
            List<OpenDirectory> directories,
            PasswordChecks checks,
            ChainBuilder chain) {
        for (OpenDirectory one : directories) {
            chain.add(
                    one.names(),
                    one.settings().match(),
                    one.directory(),
                    one.settings().cache(),
                    one.settings().guard(),
                    one.shared());
        }
        return new InForce(settings, policy, directories, chain.addDecoy(checks).build());
    }

    SessionNames sessionNames() {
        return new SessionNames(settings.accounts(), settings.policy(), policy::isPrivileged);
    }

    /** Its directories that can be asked about a user without a credential, and how they are. */
    PolledDirectories polled() {
        Map<String, DirectorySettings> byName =
                directories.stream().map(OpenDirectory::settings).collect(toMap(DirectorySettings::name, one -> one));
        List<PolledDirectory> polled = chain.askable().stream()
                .map(one -> new PolledDirectory(
                        one, Objects.requireNonNull(byName.get(one.name())).meaning()))
                .toList();
        RevocationSettings revocation = settings.revocation();
        return new PolledDirectories(revocation == null ? PollSettings.OFF : revocation.poll(), polled);
    }

    /** It, as far as it is shown. */
    Configured configured() {
        Map<String, String> outages = chain.outages();
        List<OneDirectory> shown = directories.stream()
                .map(one -> new OneDirectory(one.name(), one.settings().type().type(), outages.get(one.name())))
                .toList();
        return new Configured(settings.source().values(), settings.source().keys(), shown);
    }

    /**
     * What requests are answered by.
     *
     * @param before the xkeys that were held, whose peers stay known where they still are
     * @param subjects what {@code sub} of a request may be; empty for any
     */
    Snapshot snapshot(Issuers issuers, Xkeys before, Set<String> subjects) {
        return new Snapshot(issuers, before.with(settings.xkeys(), PEERS), subjects, authorizer(), settings.revision());
    }

    /** The directories whose backends fail, by what they are called on the page of health. */
    Map<String, String> outages() {
        Map<String, String> outages = new LinkedHashMap<>();
        chain.outages().forEach((name, text) -> outages.put("directory " + name, text));
        return outages;
    }

    Authorizer authorizer() {
        return new DirectoryAuthorizer(chain, policy);
    }
}

package io.gatehouse.directory.ldap;

import io.gatehouse.directory.Directory;
import io.gatehouse.testbed.DomainController;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What every directory keeps to, with a real domain controller of Active Directory behind faults, all of it within TLS. */
@NeedsTool({"samba-dc", "openssl"})
@Tag("full")
class ActiveDirectoryContractIT extends LdapContract {
    @TempDir
    private static Path folder;

    private static DomainController controller;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        controller = DomainController.start();
        try (CorpEntries entries = CorpEntries.of(controller)) {
            entries.addAll();
        }
        proxy = FaultProxy.before(controller.tlsAddress());
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        controller.close();
    }

    @Override
    protected Directory open() {
        try {
            return CorpSettings.of(controller, folder)
                    .at("ldaps://" + CorpSettings.text(proxy.address()))
                    .with("timeout: 3s")
                    .open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String password() {
        return CorpEntries.PASSWORD;
    }

    /** Not a slow one: a handshake of TLS alone, each of whose answers takes a second, takes longer than the contract waits. */
    @Override
    protected Set<Fault> faults() {
        Set<Fault> faults = EnumSet.copyOf(super.faults());
        faults.remove(Fault.SLOW);
        return faults;
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }
}

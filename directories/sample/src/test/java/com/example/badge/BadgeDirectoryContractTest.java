package com.example.badge;

import io.gatehouse.directory.Directory;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.RemoteDirectoryContract;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("heavy")
class BadgeDirectoryContractTest extends RemoteDirectoryContract {
    private static final String BADGE = "B-0815";

    private static BadgeServer server;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        server = new BadgeServer(Map.of(BADGE, "alice"));
        proxy = FaultProxy.before(server.address());
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Override
    protected Directory open() {
        URI url = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/badge");
        return new BadgeDirectory("badges", url, "APP1");
    }

    @Override
    protected TestLogin known() {
        return TestLogin.token(BADGE);
    }

    @Override
    protected String nameOfKnown() {
        return "alice";
    }

    @Override
    protected @Nullable TestLogin wrong() {
        return null;
    }

    @Override
    protected TestLogin unknown() {
        return TestLogin.token("B-4711");
    }

    @Override
    protected List<String> secrets() {
        return List.of(BADGE, "B-4711");
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }
}

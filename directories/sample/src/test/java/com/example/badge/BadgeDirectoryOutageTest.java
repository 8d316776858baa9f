package com.example.badge;

import io.gatehouse.directory.Directory;
import io.gatehouse.testkit.Fault;
import io.gatehouse.testkit.FaultProxy;
import io.gatehouse.testkit.OutageContract;
import io.gatehouse.testkit.TestLogin;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("full")
class BadgeDirectoryOutageTest extends OutageContract {
    private static final int CARRIERS = 100;

    private static BadgeServer server;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> carriers =
                IntStream.range(0, CARRIERS).boxed().collect(Collectors.toMap(i -> "B-" + i, i -> "carrier" + i));
        server = new BadgeServer(carriers);
        proxy = FaultProxy.before(server.address());
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Override
    protected String label() {
        return "badge";
    }

    @Override
    protected Directory open(Fault fault) {
        URI url = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/badge");
        return new BadgeDirectory("badges", url, "APP1");
    }

    @Override
    protected TestLogin right(int number) {
        return TestLogin.token("B-" + number % CARRIERS);
    }

    @Override
    protected String nameOf(int number) {
        return "carrier" + number % CARRIERS;
    }

    @Override
    protected @Nullable TestLogin wrong(int number) {
        return null;
    }

    @Override
    protected TestLogin unknown(int number) {
        return TestLogin.token("X-" + number);
    }

    @Override
    protected void inject(Fault fault) {
        proxy.inject(fault);
    }

    @Override
    protected int connections() {
        return proxy.connections();
    }

    /** The client's own business. */
    @Override
    protected int mostConnections() {
        return 1024;
    }
}

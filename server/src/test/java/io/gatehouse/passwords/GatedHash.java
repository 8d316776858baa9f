package io.gatehouse.passwords;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A hash that takes as long as the test wants, and counts how often it was computed. */
public final class GatedHash implements PasswordHash {
    private final CountDownLatch gate;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger computed = new AtomicInteger();

    private GatedHash(CountDownLatch gate) {
        this.gate = gate;
    }

    public static GatedHash closed() {
        return new GatedHash(new CountDownLatch(1));
    }

    static GatedHash open() {
        return new GatedHash(new CountDownLatch(0));
    }

    public void letGo() {
        gate.countDown();
    }

    public void awaitBegun() throws InterruptedException {
        begun.await();
    }

    int computed() {
        return computed.get();
    }

    @Override
    public boolean matches(String password) {
        computed.incrementAndGet();
        begun.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return password.equals("right");
    }

    @Override
    public String scheme() {
        return "gated";
    }

    @Override
    public boolean slow() {
        return true;
    }
}

package io.gatehouse.crypto;

import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The library that this process signs with, chosen on a thread of its own while the rest of the service starts. */
final class ChosenEd25519 implements Ed25519 {
    static final ChosenEd25519 INSTANCE = new ChosenEd25519(() -> Ed25519Choice.choose(Ed25519Choice.wish()));

    private final CompletableFuture<Ed25519Choice> choice;

    private ChosenEd25519(CompletableFuture<Ed25519Choice> choice) {
        this.choice = choice;
    }

    ChosenEd25519(Supplier<Ed25519Choice> chooser) {
        this(new CompletableFuture<>());
        Thread thread = new Thread(() -> complete(chooser), "gatehouse-ed25519-choice");
        thread.setDaemon(true);
        thread.start();
    }

    private void complete(Supplier<Ed25519Choice> chooser) {
        try {
            choice.complete(chooser.get());
        } catch (Throwable e) {
            choice.completeExceptionally(e);
        }
    }

    @Override
    public String name() {
        return choice.join().text();
    }

    @Override
    public @Nullable Provider provider() {
        return choice.join().library().provider();
    }

    @Override
    public Verifier verifier(Nkey signer) {
        return choice.join().library().verifier(signer);
    }

    @Override
    public Ed25519.Signer signer(byte[] seed) {
        return new Signer(seed.clone());
    }

    @Override
    public boolean verify(Nkey signedBy, byte[] message, int offset, int length, byte[] signature) {
        return choice.join().library().verify(signedBy, message, offset, length, signature);
    }

    /** Knows its public key at once, and asks the chosen library for a signer when it first signs. */
    private final class Signer implements Ed25519.Signer {
        private final byte[] seed;
        private final byte[] publicKey = new byte[Nkey.RAW_LENGTH];
        private volatile Ed25519.@Nullable Signer signer;

        Signer(byte[] seed) {
            this.seed = seed;
            org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        }

        @Override
        public byte[] sign(byte[] message, int offset, int length) {
            Ed25519.Signer known = signer;
            if (known == null) {
                known = choice.join().library().signer(seed);
                signer = known;
            }
            return known.sign(message, offset, length);
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }
    }
}

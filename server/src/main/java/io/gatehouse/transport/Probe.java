package io.gatehouse.transport;

import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NatsSettings;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.transport.Preflight.Facts;
import io.gatehouse.transport.Preflight.LoginResult;
import io.gatehouse.transport.Preflight.Observer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A connection of the service's user to a live server. */
public interface Probe extends AutoCloseable {
    /** What the server says of itself and of us. */
    Facts facts() throws InterruptedException, NoConnectionException;

    /** Logs a client in, and shows the observer the requests that pass meanwhile. */
    LoginResult login(ClientLogin client, Observer observer) throws NoConnectionException;

    /** Whether we are of the system account, as far as the server lets us see. */
    boolean isOfSystemAccount() throws NoConnectionException;

    @Override
    void close();

    /** Reaches live servers. */
    interface Source {
        /** Connects as the service would. */
        Probe connect(NatsSettings settings) throws NoConnectionException;

        /** The JWT of an account, as the server has it; null when it has none. */
        @Nullable String accountJwt(NatsSettings settings, Path sysCreds, String account) throws NoConnectionException;

        /** Whether credentials are of the system account, as far as the server lets their user see. */
        boolean isOfSystemAccount(NatsSettings settings, Path sysCreds) throws NoConnectionException;
    }

    /** Reaches the servers that the settings name. */
    final class Live implements Source {
        @Override
        public Probe connect(NatsSettings settings) throws NoConnectionException {
            return Preflight.connect(settings);
        }

        @Override
        public @Nullable String accountJwt(NatsSettings settings, Path sysCreds, String account)
                throws NoConnectionException {
            return Preflight.accountJwt(settings, sysCreds, account);
        }

        @Override
        public boolean isOfSystemAccount(NatsSettings settings, Path sysCreds) throws NoConnectionException {
            return Preflight.isOfSystemAccount(settings, sysCreds);
        }
    }
}

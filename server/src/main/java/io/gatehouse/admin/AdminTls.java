package io.gatehouse.admin;

import io.gatehouse.threads.Recovery;
import io.gatehouse.tls.ServerCertificate;
import io.gatehouse.tls.ServerFiles;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;

/** TLS of the listener for admin requests, whose files are looked at once a second on a thread of their own. */
final class AdminTls implements Disposable {
    private static final Logger log = LoggerFactory.getLogger(AdminTls.class);

    private static final int IDLE_SECONDS = 60;

    /** Sessions of TLS 1.2 that clients may take up again; the JDK would keep 20,480 for a day. */
    private static final int MOST_SESSIONS = 128;

    private static final String[] NONE = {};

    private final ServerCertificate certificate;
    private final SslContext context;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, 1, "gatehouse-admin-tls", IDLE_SECONDS, true);
    private final Disposable looking;

    /** Reads the files; not on an event loop. */
    AdminTls(ServerFiles files) throws IOException {
        this.certificate = new ServerCertificate(files);
        this.context = SslContextBuilder.forServer(certificate.keys())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .sessionCacheSize(MOST_SESSIONS)
                .build();
        this.looking = thread.schedulePeriodically(this::look, 1, 1, TimeUnit.SECONDS);
    }

    HttpServer on(HttpServer server) {
        return server.secure(spec -> spec.sslContext(context).handlerConfigurator(AdminTls::onlyOnce));
    }

    /**
     * Ends a connection whose client begins another handshake. TLS 1.2 allows any number of them, each of which costs a signature
     * and the client next to nothing; the JDK takes them unless a property of the whole process says otherwise.
     */
    private static void onlyOnce(SslHandler handler) {
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                handler.engine().setEnabledProtocols(NONE);
            }
        });
    }

    private void look() {
        Recovery.run(
                this::take, mistake -> log.error("a mistake in Gatehouse: http.admin_tls was not looked at", mistake));
    }

    private void take() {
        try {
            if (certificate.look()) {
                log.info("http.admin_tls has another certificate, which new connections get");
            }
        } catch (IOException e) {
            log.warn("http.admin_tls: {}; the certificate of before stays in use", e.getMessage());
        }
    }

    @Override
    public void dispose() {
        looking.dispose();
        thread.dispose();
    }

    @Override
    public boolean isDisposed() {
        return thread.isDisposed();
    }
}

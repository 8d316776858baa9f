package io.gatehouse.directory.ldap;

import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes every login, and answers every search with more than anybody wants to read. */
final class EndlessServer implements AutoCloseable {
    /** The beginning of an entry with a DN of 65,024 bytes; the number of the search is between the two. */
    private static final byte[] BEGIN_OF_A_MESSAGE = HexFormat.of().parseHex("3083010000" + "0201");

    private static final byte[] BEGIN_OF_AN_ENTRY = HexFormat.of().parseHex("648300ff00" + "048300fe00");

    private static final int LARGE = 10 * 1024 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Answers answers;
    private volatile boolean searched;

    EndlessServer(Answers answers) throws IOException {
        this.answers = answers;
        start(this::accept);
    }

    /** What it sends. */
    enum Answers {
        /** Entries without end. */
        ENTRIES,
        /** An entry that comes byte by byte. */
        DRIP,
        /** One entry of ten megabytes. */
        LARGE_ENTRY
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Whether somebody has searched. */
    boolean isSearched() {
        return searched;
    }

    /** Whether a client that had searched has ended its connection. */
    boolean isLeft(long millis) throws InterruptedException {
        return left.await(millis, TimeUnit.MILLISECONDS);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "endless-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                ASN1StreamReader requests = new ASN1StreamReader(socket.getInputStream())) {
            LDAPMessage request = LDAPMessage.readFrom(requests, true);
            while (request != null) {
                if (request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST) {
                    BindResponseProtocolOp taken = new BindResponseProtocolOp(0, null, null, List.of(), null);
                    write(socket.getOutputStream(), new LDAPMessage(request.getMessageID(), taken));
                } else {
                    answer(socket.getOutputStream(), request.getMessageID());
                }
                request = LDAPMessage.readFrom(requests, true);
            }
        } catch (IOException | LDAPException | InterruptedException e) {
            // the client has gone
        }
    }

    private void answer(OutputStream out, int id) throws IOException, InterruptedException {
        searched = true;
        try {
            if (answers == Answers.DRIP) {
                out.write(BEGIN_OF_A_MESSAGE);
                out.write(id);
                out.write(BEGIN_OF_AN_ENTRY);
            }
            for (int i = 0; !closed.await(answers == Answers.DRIP ? 20 : 0, TimeUnit.MILLISECONDS); i++) {
                if (answers == Answers.DRIP) {
                    out.write('x');
                } else {
                    write(out, entry(id, i));
                }
            }
        } catch (IOException e) {
            left.countDown();
            throw e;
        }
    }

    private LDAPMessage entry(int id, int number) {
        List<Attribute> attributes = answers == Answers.LARGE_ENTRY
                ? List.of(new Attribute("uid", "alice"), new Attribute("employeeType", "x".repeat(LARGE)))
                : List.of();
        return new LDAPMessage(id, new SearchResultEntryProtocolOp("uid=u" + number + ",dc=x", attributes));
    }

    private static void write(OutputStream out, LDAPMessage message) throws IOException {
        out.write(message.encode().encode());
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}

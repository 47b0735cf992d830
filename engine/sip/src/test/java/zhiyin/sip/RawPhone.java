package zhiyin.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone that says exactly what it is told to, over UDP: no stack in between. */
public final class RawPhone implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int PATIENCE_MS = 20_000;

    public final DatagramSocket socket;
    private final InetSocketAddress server;

    public RawPhone(InetAddress local, InetSocketAddress server) {
        try {
            socket = new DatagramSocket(0, local);
            this.server = server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawPhone near(int serverPort) {
        return new RawPhone(InetAddress.getLoopbackAddress(), new InetSocketAddress("127.0.0.1", serverPort));
    }

    /** One that waits to be called. */
    static RawPhone idle() {
        return near(9);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String contact() {
        return "sip:phone@" + socket.getLocalAddress().getHostAddress() + ":" + port();
    }

    /** A request of a new dialog. @param more header lines, each ended by CRLF */
    public String request(String method, String uri, String from, String to, int sequence, String callId, String more, String body) {
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + contact().substring(10) + ";rport;branch=z9hG4bK" + COUNT.incrementAndGet() + "\r\n"
                + "From: <sip:" + from + "@example.com>;tag=f" + callId.hashCode() + "\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\nCSeq: " + sequence + " " + method + "\r\n"
                + "Contact: <" + contact() + ">\r\n" + (more.contains("Max-Forwards") ? "" : "Max-Forwards: 70\r\n") + more + withLength(body);
    }

    public String request(String method, String more, String body) {
        return request(method, "sip:12333@127.0.0.1", "phone", "<sip:12333@127.0.0.1>", 1, newCallId(), more, body);
    }

    public String invite(String more) {
        return request("INVITE", more, Sdp.offer("127.0.0.1", 42000).toString());
    }

    public static String newCallId() {
        return "call" + COUNT.incrementAndGet() + "-" + System.nanoTime();
    }

    /** A response to a request that reached us. @param toTag null to keep To as it is */
    public String response(String request, String status, String toTag, String more, String body) {
        return "SIP/2.0 " + status + "\r\n" + "Via: " + header(request, "Via") + "\r\n" + "From: " + header(request, "From") + "\r\n"
                + "To: " + header(request, "To") + (toTag == null ? "" : ";tag=" + toTag) + "\r\n"
                + "Call-ID: " + header(request, "Call-ID") + "\r\nCSeq: " + header(request, "CSeq") + "\r\n"
                + "Contact: <" + contact() + ">\r\n" + more + withLength(body);
    }

    private static String withLength(String body) {
        return (body.isEmpty() ? "" : "Content-Type: " + (body.startsWith("v=0") ? "application/sdp" : "message/sipfrag") + "\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8), server);
    }

    public void send(byte[] bytes) {
        send(bytes, server);
    }

    /** To the one who sent us that request. */
    public void answer(String request, String text) {
        Matcher sentBy = Pattern.compile("Via: SIP/2.0/UDP ([^:;]+):(\\d+)").matcher(request);
        if (!sentBy.find()) {
            throw new AssertionError("no Via in " + request);
        }
        send(text.getBytes(StandardCharsets.UTF_8), new InetSocketAddress(sentBy.group(1), Integer.parseInt(sentBy.group(2))));
    }

    private void send(byte[] bytes, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message that begins so; others are skipped. */
    public String receive(String beginning) {
        return receive(beginning, PATIENCE_MS);
    }

    /** The same, doing something over and over until it comes, as a phone repeats its 200 until the ACK. */
    String receiveWhile(String beginning, Runnable repeated) {
        for (int attempt = 1; ; attempt++) {
            repeated.run();
            try {
                return receive(beginning, 1000);
            } catch (AssertionError e) {
                if (attempt * 1000 >= PATIENCE_MS) {
                    throw e;
                }
            }
        }
    }

    private String receive(String beginning, int patienceMs) {
        StringBuilder skipped = new StringBuilder();
        try {
            long end = System.currentTimeMillis() + patienceMs;
            while (true) {
                socket.setSoTimeout((int) Math.max(1, end - System.currentTimeMillis()));
                DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.startsWith(beginning)) {
                    return text;
                }
                skipped.append(text.lines().findFirst().orElse("")).append('\n');
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no " + beginning + " came, but\n" + skipped, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String header(String message, String name) {
        Matcher matcher = Pattern.compile("(?im)^" + name + ":[ ]*(.*?)\\r?$").matcher(message);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return matcher.group(1);
    }

    public static String parameter(String message, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",;\\s>]+)").matcher(message);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        socket.close();
    }
}

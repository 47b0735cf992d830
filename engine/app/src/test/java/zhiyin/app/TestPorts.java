package zhiyin.app;

/** Media ports of the Java process that runs a test: several run at once, and a packet that comes late must not reach another's call. Below those that the system gives out by itself. */
public final class TestPorts {

    private static final int PROCESS = Integer.getInteger("zhiyin.fork", 1);
    private static final int FIRST = 20_000 + 2000 * PROCESS;

    private TestPorts() { }

    /** Of hotlines in this process, as {@code zhiyin.rtp-ports}. */
    public static String rtp() {
        return FIRST + "-" + (FIRST + 1499);
    }

    /** Of a hotline that is a process of its own, so that it can be killed. */
    public static String rtpOfAnotherProcess() {
        return FIRST + 1500 + "-" + (FIRST + 1999);
    }

    /** The first of a thousand for telephones that are processes of their own. */
    public static int phones() {
        return 11_000 + 1000 * PROCESS;
    }
}

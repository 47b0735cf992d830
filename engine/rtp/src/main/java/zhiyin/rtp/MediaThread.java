package zhiyin.rtp;

/** A thread that all calls' speech passes through. Its priority is heeded where the launcher may set one: on a full machine speech goes before everything else. */
final class MediaThread {

    private MediaThread() {
    }

    static Thread of(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }
}

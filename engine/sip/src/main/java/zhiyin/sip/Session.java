package zhiyin.sip;

/** The descriptions that a leg's two sides agreed on last. Used in the leg's mailbox only. */
final class Session {

    private Sdp lastWritten;
    private Sdp local;
    private Sdp remote;

    /** Makes a description of ours ready to be sent: it follows the last one, agreed on or not. */
    Sdp write(Sdp ours) {
        lastWritten = lastWritten == null ? ours : ours.succeeding(lastWritten);
        return lastWritten;
    }

    void agree(Sdp ours, Sdp theirs) {
        local = ours;
        remote = theirs;
    }

    /** What we sent last that was agreed on; null before the first agreement. */
    Sdp local() {
        return local;
    }

    /** Whether the offer is the one agreed on already: a refresh, not a change. */
    boolean unchanged(Sdp offer) {
        return offer.equals(remote);
    }
}

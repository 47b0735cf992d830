package zhiyin.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * Names one of our dialogs, as a phone does that asks us to transfer a call to another one of its own.
 *
 * @param toTag   our tag in that dialog (RFC 3891 section 3)
 * @param fromTag the phone's
 */
record Replaces(String callId, String toTag, String fromTag) {

    /** What a Refer-To carries as a header of its URI; empty if it does not, or lacks a part. */
    static Optional<Replaces> in(URI referTo) {
        String value = referTo instanceof SipURI sip ? sip.getHeader("Replaces") : null;
        return Optional.ofNullable(value).flatMap(Replaces::read);
    }

    private static Optional<Replaces> read(String escaped) {
        try {
            String[] parts = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8).split(";");
            Optional<String> to = parameter(parts, "to-tag=");
            Optional<String> from = parameter(parts, "from-tag=");
            return to.flatMap(ours -> from.map(theirs -> new Replaces(parts[0].strip(), ours, theirs)));
        } catch (IllegalArgumentException notEscaped) {
            return Optional.empty();
        }
    }

    private static Optional<String> parameter(String[] parts, String name) {
        return Arrays.stream(parts).map(String::strip).filter(part -> part.startsWith(name)).map(part -> part.substring(name.length())).findFirst();
    }

    boolean names(Leg leg) {
        Dialog dialog = leg.dialog();
        return dialog != null && callId.equals(leg.sipCallId()) && toTag.equals(dialog.getLocalTag()) && fromTag.equals(dialog.getRemoteTag());
    }
}

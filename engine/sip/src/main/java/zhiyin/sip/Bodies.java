package zhiyin.sip;

import gov.nist.javax.sip.message.Content;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;

/** What we read from message bodies. */
final class Bodies {

    private Bodies() {
    }

    static boolean empty(SIPMessage message) {
        byte[] content = message.getRawContent();
        return content == null || content.length == 0;
    }

    static String text(SIPMessage message) {
        return empty(message) ? "" : new String(message.getRawContent(), StandardCharsets.UTF_8);
    }

    /** Content type without parameters, in lower case; null if there is no body. */
    static String type(SIPMessage message) {
        ContentTypeHeader type = message.getContentTypeHeader();
        return type == null ? null : (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
    }

    /** Whether the message has no body, or one that may hold a session description. */
    static boolean understood(SIPMessage message) {
        String type = type(message);
        return empty(message) || "application/sdp".equals(type) || type != null && type.startsWith("multipart/");
    }

    /** The session description, alone or as a part among others (SIP-I). */
    static Optional<Sdp> sdp(SIPMessage message) throws SdpException {
        if (empty(message) || !understood(message)) {
            return Optional.empty();
        }
        if ("application/sdp".equals(type(message))) {
            return Optional.of(Sdp.parse(text(message)));
        }
        Optional<String> part = sdpPart(message);
        return part.isPresent() ? Optional.of(Sdp.parse(part.get())) : Optional.empty();
    }

    private static Optional<String> sdpPart(SIPMessage message) throws SdpException {
        try {
            for (Iterator<Content> parts = message.getMultipartMimeContent().getContents(); parts.hasNext();) {
                Content part = parts.next();
                if (part.getContentTypeHeader() != null && "sdp".equalsIgnoreCase(part.getContentTypeHeader().getContentSubType())) {
                    return Optional.of(String.valueOf(part.getContent()));
                }
            }
            return Optional.empty();
        } catch (ParseException | RuntimeException e) {
            throw new SdpException("unreadable multipart body");
        }
    }
}

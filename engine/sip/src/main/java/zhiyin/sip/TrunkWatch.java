package zhiyin.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.sip.TrunkState.Reach;

/** Asks trunks whether they are there, by OPTIONS (RFC 3261 section 11): whoever answers is, whatever the answer, unless it is 503. */
final class TrunkWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkWatch.class);
    private static final int HOPS = 70;
    private static final int UNAVAILABLE = 503;

    private record Found(Reach reach, Instant since) { }

    private final SipNode node;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    TrunkWatch(SipNode node) {
        this.node = node;
    }

    void ask() {
        node.trunks().all().forEach(this::ask);
    }

    private void ask(Trunk trunk) {
        try {
            ClientTransaction transaction = node.provider().getNewClientTransaction(options(trunk));
            transaction.setApplicationData(new Exchange(node.threads().workers(), event -> {
                int code = event.getResponse().getStatusCode();
                if (code >= 200) {
                    found(trunk, code == UNAVAILABLE ? Reach.UNREACHABLE : Reach.REACHABLE);
                }
            }, () -> found(trunk, Reach.UNREACHABLE)));
            transaction.sendRequest();
        } catch (SipException | SipMistake e) {
            LOG.debug("{} cannot be asked", trunk, e);
            found(trunk, Reach.UNREACHABLE);
        }
    }

    private void found(Trunk trunk, Reach reach) {
        Found before = found.put(trunk.id(), new Found(reach, Instant.now()));
        if (before != null && before.reach() == reach) {
            found.put(trunk.id(), before);
        } else if (reach == Reach.UNREACHABLE) {
            LOG.warn("{} does not answer. Look at the line to it, and at its entry in the trunks; calls over it fail meanwhile.", trunk);
        } else if (before != null) {
            LOG.info("{} answers again", trunk);
        }
    }

    private SIPRequest options(Trunk trunk) {
        CallRoute route = CallRoute.through(trunk, "");
        SIPRequest options = new SIPRequest();
        Messages.built(() -> {
            options.setMethod("OPTIONS");
            options.setRequestURI(route.uri());
            options.addHeader(Messages.headers().createViaHeader(node.settings().advertisedAddress(), node.messages().port(trunk.transport()), trunk.transport().name(), null));
            options.setHeader(new MaxForwards(HOPS));
            From from = new From();
            from.setAddress(node.messages().party("zhiyin", null));
            from.setTag(Long.toHexString(System.nanoTime()));
            options.setFrom(from);
            To to = new To();
            to.setAddress(Messages.addresses().createAddress(route.uri()));
            options.setTo(to);
            options.setCallId((CallID) node.provider().getNewCallId());
            options.setCSeq(new CSeq(1, "OPTIONS"));
            return options;
        });
        node.messages().sign(options);
        return options;
    }

    /** Every trunk, in the order of the settings. */
    List<TrunkState> states() {
        List<String> busy = node.legs().all().stream().flatMap(leg -> leg.trunk().stream()).map(Trunk::id).toList();
        return node.trunks().all().stream().map(trunk -> {
            Found now = found.getOrDefault(trunk.id(), new Found(Reach.NOT_KNOWN, null));
            return new TrunkState(trunk, now.reach(), now.since(), (int) busy.stream().filter(trunk.id()::equals).count());
        }).toList();
    }
}

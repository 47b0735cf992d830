package zhiyin.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * The way to a number.
 *
 * @param uri       what the INVITE asks for
 * @param pin       where it is sent if not to the URI's host, else null
 * @param transport how
 * @param trunk     the trunk it goes through; empty for a registered extension
 */
record CallRoute(URI uri, Hop pin, Transport transport, Optional<Trunk> trunk) {

    /** A registered extension comes first, then the trunk whose prefix matches most; empty if there is neither. */
    static Optional<CallRoute> to(String number, Registrations registrations, TrunkTable trunks) {
        return registrations.of(number).map(CallRoute::toExtension)
                .or(() -> trunks.forNumber(number).map(trunk -> through(trunk, number)));
    }

    private static CallRoute toExtension(Registration registration) {
        try {
            URI uri = new AddressFactoryImpl().createURI(registration.contact());
            return new CallRoute(uri, Pins.to(registration.source(), registration.transport()), registration.transport(), Optional.empty());
        } catch (ParseException e) {
            throw new SipMistake("registered contact is no URI: " + registration.contact(), e);
        }
    }

    /** Over that trunk. @param number empty: to the far end itself */
    static CallRoute through(Trunk trunk, String number) {
        SipURI uri = number.isEmpty() ? Messages.host(trunk.host(), trunk.port()) : Messages.uri(number, trunk.host(), trunk.port());
        if (trunk.transport() != Transport.UDP) {
            Messages.built(() -> {
                uri.setTransportParam(trunk.transport().token());
                return uri;
            });
        }
        return new CallRoute(uri, null, trunk.transport(), Optional.of(trunk));
    }
}

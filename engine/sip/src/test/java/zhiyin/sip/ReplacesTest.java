package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3891 section 3, as the header of a Refer-To. */
class ReplacesTest {

    private static java.util.Optional<Replaces> in(String uri) throws ParseException {
        return Replaces.in(new AddressFactoryImpl().createURI(uri));
    }

    @Test void theTagsAreOursAndThePhones() throws ParseException {
        assertThat(in("sip:8002@127.0.0.1?Replaces=a+b%40c%3Bto-tag%3Dours%3Bfrom-tag%3Dtheirs")).contains(new Replaces("a+b@c", "ours", "theirs"));
    }

    @Test void theirOrderDoesNotMatterNorWhatElseIsThere() throws ParseException {
        assertThat(in("sip:8002@127.0.0.1?Replaces=a%3Bearly-only%3Bfrom-tag%3Dtheirs%3Bto-tag%3Dours")).contains(new Replaces("a", "ours", "theirs"));
    }

    @ParameterizedTest @ValueSource(strings = {"sip:8002@127.0.0.1", "sip:8002@127.0.0.1?Replaces=a", "sip:8002@127.0.0.1?Replaces=a%3Bto-tag%3Dours", "sip:8002@127.0.0.1?Subject=x", "tel:8002"})
    void whatLacksAPartNamesNothing(String uri) throws ParseException {
        assertThat(in(uri)).isEmpty();
    }
}

package zhiyin.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LOG-08: type, country, area, number; always 23 characters. */
class ObjectNumberTest {

    @ParameterizedTest @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "13900001234,M0086--053113900001234 ",
        "013900001234,M0086--053113900001234 ",
        "+8613900001234,M0086--053113900001234 ",
        "008613900001234,M0086--053113900001234 ",
        "88881234,F0086--053188881234    ",
        "053188881234,F0086--053188881234    ",
        "01088881234,F0086--010-88881234    ",
        "02188881234,F0086--021-88881234    ",
        "08913331234,F0086--08913331234     ",
        "+442079460958,F0044------2079460958  ",
        "00442079460958,F0044------2079460958  ",
        "+14155550123,F001-------4155550123  ",
        "+79161234567,F007-------9161234567  ",
        "+85223456789,F00852-----23456789    ",
        "008612345678,F0086--053112345678    ",
        "12333,F0086--053112333       ",
        "8001,F0086--05318001        ",
        ",F0086--0531            "})
    void isWrittenByTypeCountryAreaAndNumber(String caller, String expected) {
        assertThat(ObjectNumber.of(caller == null ? "" : caller, "0531")).isEqualTo(expected).hasSize(23);
    }

    @ParameterizedTest @ValueSource(strings = {"anonymous", "+", "+4", "00", "sip-user.with_odd~name-that-never-ends", "123456789012345678901234567890", "1\t2\n3", "张三😀", "*97#"})
    void isOneFieldOf23CharactersWhateverTheCallerSends(String caller) {
        assertThat(ObjectNumber.of(caller, "0531")).hasSize(23).matches("[ -~]*");
        assertThat(ObjectNumber.of(caller, "010")).hasSize(23).contains("0086--010-");
    }
}

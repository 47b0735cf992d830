package zhiyin.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CTI-06: what one centre writes into the header the next one reads, and nothing else. */
class AttachedDataTest {

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test void whatIsWrittenIsRead() {
        Map<String, String> data = Map.of("about", "养老 & 医保; a=b", "member", "8004");
        assertThat(AttachedData.brought(AttachedData.header(data).get(AttachedData.HEADER))).isEqualTo(data);
    }

    @Test void namesThatNoFlowHasAreLeftOutAndControlsAreBlanks() {
        assertThat(AttachedData.brought(hex("a=1;b-c=2;%24%7Bx%7D=3;d=x%0Ay") + ";encoding=hex;purpose=call-data")).isEqualTo(Map.of("a", "1", "d", "x y"));
    }

    @ParameterizedTest @ValueSource(strings = {"", "zz;encoding=hex;purpose=call-data", "613d31", "613d31;encoding=hex", "613d3;encoding=hex;purpose=call-data", "613d31;encoding=ascii;purpose=call-data", "613d25;encoding=hex;purpose=call-data"})
    void whatIsNotAsWeWriteItBringsNothing(String header) {
        assertThat(AttachedData.brought(header)).isEmpty();
    }

    @Test void moreThanARecordKeepsBringsNothing() {
        assertThat(AttachedData.brought(hex("a=" + "1".repeat(4000)) + ";encoding=hex;purpose=call-data")).isEmpty();
    }
}

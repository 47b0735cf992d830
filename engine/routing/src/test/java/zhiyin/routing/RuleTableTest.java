package zhiyin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.spi.StepFailure;

class RuleTableTest {

    private static String desk() {
        try (var in = RuleTableTest.class.getResourceAsStream("/desk.dmn")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuleTable table(String dmn) {
        return RuleTable.compile("desk", dmn.getBytes(StandardCharsets.UTF_8));
    }

    @Test void acc14AndAcc28AnElderCallerGoesFirstAndACallerOfTheAreaToItsGroup() {
        RuleTable desk = table(desk());
        assertThat(desk.inputs()).containsExactly("caller", "age");
        assertThat(desk.outputs()).containsExactly("queue", "priority");
        assertThat(desk.decide(Map.of("caller", "053188880000", "age", 70))).contains(Map.of("queue", "elder", "priority", new BigDecimal("9")));
        assertThat(desk.decide(Map.of("caller", "053188880000", "age", 30))).contains(Map.of("queue", "jinan", "priority", new BigDecimal("5")));
    }

    @Test void aCallerWhomNoRuleNamesGetsNoAnswer() {
        assertThat(table(desk()).decide(Map.of("caller", "01062310000", "age", 30))).isEmpty();
    }

    @Test void aValueThatIsNotKnownMatchesNoComparison() {
        assertThat(table(desk()).decide(Map.of("caller", "053188880000"))).contains(Map.of("queue", "jinan", "priority", new BigDecimal("5")));
    }

    @Test void gapsAndOverlapsAreFoundInTheAuthorsWords() {
        String unique = desk().replace("FIRST", "UNIQUE").replace("<text>starts with(caller, \"0531\")</text>", "<text>age</text>").replace("typeRef=\"boolean\"", "typeRef=\"number\"")
                .replace("<text>true</text>", "<text>[0..60]</text>").replace("<inputEntry id=\"a1\"><text>-</text>", "<inputEntry id=\"a1\"><text>[50..200]</text>");
        assertThat(table(unique).findings()).isNotEmpty().noneMatch(TableFinding::error)
                .anySatisfy(f -> assertThat(f.text().get("zh")).contains("规则表 desk").contains("没有规则的情形"))
                .anySatisfy(f -> assertThat(f.text().get("en")).contains("overlap"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a Java function in a cell   | <text>"elder"</text> | <text>(function(x) external { java: { class: "java.lang.Math", method signature: "abs(int)" } })(1)</text> | calls code
            code in a foreign namespace | <text>"elder"</text> | <x:text xmlns:x="urn:x">(function(x) external { java: { class: "java.lang.Math", method signature: "abs(int)" } })(1)</x:text> | which is not of DMN
            several rows                | hitPolicy="FIRST" | hitPolicy="COLLECT" | hit policy COLLECT
            a cell that is no FEEL      | &gt;= 65 | &gt;= ) 65 | desk
            another name                | decision id="desk" name="desk" | decision id="desk" name="other" | no decision of that name
            a file of another kind      | <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" | <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" | no DMN file
            an entity from outside      | <?xml version="1.0" encoding="UTF-8"?> | <?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]> | line 1
            a function of its own       | <inputData id="in_age" | <businessKnowledgeModel id="k" name="k"/><inputData id="in_age" | businessKnowledgeModel
            """)
    void whatIsNoPlainTableIsRefusedWithPlaceAndReason(String what, String is, String becomes, String said) {
        assertThat(desk()).contains(is.strip());
        assertThatThrownBy(() -> table(desk().replace(is.strip(), becomes.strip()))).isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("Rule table desk").hasMessageContaining(said.strip());
    }

    @Test void aTableOfTwoRowsThatBothHoldWhereOneMayIsNamed() {
        RuleTable both = table(desk().replace("FIRST", "UNIQUE"));
        assertThatThrownBy(() -> both.decide(Map.of("caller", "053188880000", "age", 70))).isInstanceOf(StepFailure.class).hasMessageContaining("desk");
    }

    /** ACC-13: rules change while calls come in. */
    @Test void acc13AChangedFileHoldsForTheNextCallAndABrokenOneLeavesTheTableAsItWas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("desk.dmn"), desk());
        RuleTables tables = new RuleTables(List.of(folder));
        Map<String, Object> elder = Map.of("caller", "1", "age", 80);
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "elder");
        Files.writeString(file, desk().replace("\"elder\"", "\"golden years\""));
        tables.refresh();
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "golden years");
        Files.writeString(file, "no table any more");
        tables.refresh();
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "golden years");
        assertThat(tables.problems()).containsOnlyKeys("desk");
        Files.delete(file);
        tables.refresh();
        assertThat(tables.decide("desk", elder)).as("an editor may be between deleting and writing").isPresent();
        tables.refresh();
        assertThatThrownBy(() -> tables.decide("desk", elder)).isInstanceOf(StepFailure.class).hasMessageContaining("no rule table named desk");
    }

    @Test void aTornTableOfTheCentreLeavesTheShippedOneAndNamesakesAreNamed(@TempDir Path folder) throws Exception {
        Path shipped = Files.createDirectories(folder.resolve("flows/one"));
        Path other = Files.createDirectories(folder.resolve("flows/two"));
        Path own = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(shipped.resolve("desk.dmn"), desk());
        Files.writeString(other.resolve("desk.dmn"), desk().replace("\"elder\"</text>", "\"other\"</text>"));
        Files.writeString(own.resolve("desk.dmn"), "<torn>" + "<a>".repeat(100_000));
        RuleTables tables = new RuleTables(List.of(folder.resolve("flows"), own));
        assertThat(tables.decide("desk", Map.of("caller", "1", "age", 80)).orElseThrow()).containsEntry("queue", "elder");
        assertThat(tables.problems().get("desk").get("en")).contains("one/desk.dmn", "two/desk.dmn", "rules/desk.dmn");
    }

    @Test void manyCallsAskAtOnce() {
        RuleTable desk = table(desk());
        List<Object> queues = IntStream.range(0, 400).parallel()
                .mapToObj(i -> desk.decide(Map.of("caller", "0531" + i, "age", i % 2 == 0 ? 70 : 20)).orElseThrow().get("queue")).toList();
        assertThat(queues).containsOnly("elder", "jinan");
        assertThat(IntStream.range(0, 400).allMatch(i -> queues.get(i).equals(i % 2 == 0 ? "elder" : "jinan"))).isTrue();
    }
}

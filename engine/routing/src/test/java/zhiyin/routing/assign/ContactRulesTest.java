package zhiyin.routing.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactRulesTest {

    private static final String HEAD = """
            package zhiyin.flows
            import zhiyin.routing.assign.Contact
            import zhiyin.routing.assign.QueueRules
            global zhiyin.routing.assign.Wish wish
            """;
    private static final QueueRules QUEUE = Hall.queue("pension");
    private static final ContactRules SHIPPED = ContactRules.compile(List.of(new RuleSource("flows/assignment.drl", shipped())));

    private static String shipped() {
        try {
            return Files.readString(Path.of("../../flows/assignment.drl"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Contact contact(Map<String, Object> facts) {
        return new Contact("voice", "053188880000", "12333", Instant.parse("2026-11-23T02:00:00Z"), facts);
    }

    private static ContactRules rules(String text) {
        return ContactRules.compile(List.of(new RuleSource("flows/own.drl", HEAD + text)));
    }

    private static List<String> reasons(Demand demand, String language) {
        return demand.reasons().stream().map(reason -> reason.get(language)).toList();
    }

    private static Demand shipped(Map<String, Object> facts) {
        return SHIPPED.demand(contact(facts), QUEUE);
    }

    @Test void aCallerLikeAnyOtherGetsNothingFromTheShippedRules() {
        assertThat(shipped(Map.of("vip", false, "age", 64, "area", "0531", "centreArea", "0531", "flags", List.of("deaf")))).isEqualTo(Demand.NONE);
        assertThat(shipped(Map.of("area", "0532"))).as("the centre's area is not known").isEqualTo(Demand.NONE);
    }

    @Test void acc16AndAcc17TheShippedRulesPutImportantLongDistanceAndElderCallersForward() {
        Demand demand = shipped(Map.of("vip", true, "age", "65", "area", "0532", "centreArea", "0531"));
        assertThat(demand.priority()).isEqualTo(150);
        assertThat(reasons(demand, "zh")).containsExactlyInAnyOrder("VIP 客户", "长途优先", "65 岁以上");
        assertThat(reasons(demand, "en")).containsExactlyInAnyOrder("VIP customer", "long distance", "65 or older");
        assertThat(demand.groups()).isEmpty();
    }

    @Test void acc17AVipWhoIsFourthIsAnsweredFirstByTheShippedRules() {
        Hall hall = new Hall().with(QUEUE).free("A", 10);
        IntStream.range(0, 4).forEach(i -> hall.waits("call" + i, "pension", 40 - i, shipped(Map.of("vip", i == 3))));
        assertThat(hall.assign().assigned()).singleElement().satisfies(a -> assertThat(a.contactId() + a.reason().get("zh")).startsWith("call3优先级 100（VIP 客户）"));
    }

    @Test void acc18AMaliciousCallerIsForTheSpecialSeatsAloneEvenIfAnotherRuleWouldBindItElsewhere() {
        assertThat(shipped(Map.of("flags", List.of("malicious"), "vip", true)).groups()).containsExactly("special");
        String area = "rule \"济南\" when Contact( caller str[startsWith] \"0531\" ) then wish.only(\"jinan\"); wish.only(\"shandong\"); end\n";
        ContactRules both = ContactRules.compile(List.of(new RuleSource("flows/area.drl", HEAD + area), new RuleSource("flows/assignment.drl", shipped())));
        Demand bound = both.demand(contact(Map.of("flags", "malicious")), QUEUE);
        assertThat(bound.groups()).containsExactly("special");
        assertThat(reasons(bound, "en")).containsExactly("malicious caller");
        assertThat(both.demand(contact(Map.of()), QUEUE).groups()).as("ACC-28, several groups in one rule").isEqualTo(Set.of("jinan", "shandong"));
    }

    @Test void acc27WhoServedTheCallerBeforeIsPreferredByTheShippedRules() {
        assertThat(shipped(Map.of("firstAsked", "p7")).preferred()).isEqualTo(Map.of("p7", Map.of("zh", "首问负责", "en", "served this caller before")));
    }

    @Test void acc14RulesSeeTheQueueTheNumbersAndTheTime() {
        ContactRules rules = rules("""
                rule "quiet hours" @zh("夜间") @en("at night") when
                    QueueRules( id == "pension" )
                    Contact( dialed == "12333", text("language") == "en", joined.toString() str[startsWith] "2026-11-23T02" )
                then wish.need("english", 2); wish.raise(-5); wish.need("", 3); wish.prefer(""); end
                """);
        Demand demand = rules.demand(contact(Map.of("language", "en")), QUEUE);
        assertThat(demand).isEqualTo(new Demand(-5, Map.of("english", 2), Set.of(), Map.of(), List.of(Map.of("zh", "夜间", "en", "at night"))));
        assertThat(rules.demand(contact(Map.of("language", "en")), Hall.queue("other"))).isEqualTo(Demand.NONE);
    }

    /** Lines are counted from the head of four. */
    @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no DRL at all               | 6  | rool "b" when then end
            a rule without an end       | 8  | rule "b" when Contact()\\nthen wish.raise(1);
            no such fact type           | 6  | rule "b" when Kontact() then end
            no such field               | 6  | rule "b" when Contact( color == "red" ) then end
            a wish with the wrong words | 9  | rule "b"\\nwhen Contact()\\nthen\\n  wish.raise( "high" );\\nend
            Java that does not end      | 6  | rule "b" when Contact() then int x = 3 end
            a name twice                | 6  | rule "a" when Contact() then wish.raise(2); end
            a function of no avail      | 6  | function int f() { return "x"; }
            """)
    void aFileThatDoesNotCompileIsRefusedWithFileLineAndWayOut(String what, int line, String text) {
        String wrong = "rule \"a\" when Contact( is(\"vip\") ) then wish.raise(1); end\n" + text.strip().replace("\\n", "\n") + "\nrule \"c\" when Contact() then wish.raise(3); end\n";
        assertThatThrownBy(() -> rules(wrong)).isInstanceOfSatisfying(RefusedRulesException.class, e -> {
            assertThat(e.text().get("en")).startsWith("flows/own.drl does not compile at line " + line + ": ").contains("Put that line right");
            assertThat(e.text().get("zh")).startsWith("flows/own.drl 第 " + line + " 行不能编译：").contains("请改正");
        });
    }

    @Test void ofSeveralFilesTheWrongOneIsNamedAndTheOneWithoutTheGlobalIsToldSo() {
        RuleSource good = new RuleSource("flows/assignment.drl", shipped());
        RuleSource bad = new RuleSource("flows/own.drl", HEAD + "rule \"own\" when Contact() then wish.rise(1); end");
        assertThatThrownBy(() -> ContactRules.compile(List.of(good, bad))).isInstanceOf(RefusedRulesException.class).hasMessageStartingWith("flows/own.drl does not compile at line 5: ");
        assertThatThrownBy(() -> ContactRules.compile(List.of(new RuleSource("a.drl", "package x\nrule r when then end")))).isInstanceOf(RefusedRulesException.class)
                .hasMessageContaining("global zhiyin.routing.assign.Wish wish");
    }

    @Test void noRulesWishNothing() {
        assertThat(ContactRules.compile(List.of()).demand(contact(Map.of("vip", true)), QUEUE)).isEqualTo(Demand.NONE);
        assertThat(rules("// nothing yet").demand(contact(Map.of("vip", true)), QUEUE)).isEqualTo(Demand.NONE);
    }

    @Test void rulesThatFailForOneContactLeaveItAsItIsAndSayTheRule() {
        ContactRules rules = rules("""
                rule "first" salience 1 when Contact() then wish.raise(7); end
                rule "坏规则" @en("broken") when $c : Contact( is("bad") ) then wish.raise(1 / $c.facts().getOrDefault("no", "").toString().length()); end
                rule "deep" when $c : Contact( is("deep") ) then deep(1); end
                rule "circle" when $c : Contact( is("circle") ) then insert(Integer.valueOf(1)); end
                rule "round" when $i : Integer() then delete($i); insert(Integer.valueOf($i + 1)); end
                rule "far" when Contact( is("far") ) then wish.raise(Integer.MAX_VALUE); end
                rule "unreadable" when Contact( is("unreadable"), text("age").charAt(99) == 'x' ) then wish.raise(2); end
                function int deep(int n) { return deep(n + 1) + 1; }
                """);
        assertThat(rules.demand(contact(Map.of()), QUEUE).priority()).isEqualTo(7);
        Map.of("bad", "it is \"broken\"", "deep", "it is \"deep\"", "far", "it is \"far\"", "unreadable", "it is \"unreadable\"", "circle", "go in a circle").forEach((fact, said) -> {
            Demand demand = rules.demand(contact(Map.of(fact, true)), QUEUE);
            assertThat(demand.priority()).as(fact).isZero();
            assertThat(reasons(demand, "en")).as(fact).singleElement().asString().contains(said);
        });
        assertThat(reasons(rules.demand(contact(Map.of("bad", true)), QUEUE), "zh")).singleElement().asString().contains("分配规则出错", "“坏规则”");
        assertThat(rules.demand(contact(Map.of()), QUEUE).priority()).as("the next contact suffers nothing").isEqualTo(7);
    }

    @Test void manyContactsAskAtOnceWhileRulesAreCompiledAnew() {
        List<Integer> points = IntStream.range(0, 400).parallel().mapToObj(i -> {
            ContactRules asked = i % 100 == 50 ? rules("rule \"own\" when Contact( is(\"vip\") ) then wish.raise(100); end") : SHIPPED;
            return asked.demand(contact(Map.of("vip", i % 2 == 0)), QUEUE).priority();
        }).toList();
        assertThat(IntStream.range(0, 400).allMatch(i -> points.get(i) == (i % 2 == 0 ? 100 : 0))).isTrue();
    }
}

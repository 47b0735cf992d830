package zhiyin.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiyin.flow.check.FlowCheck;
import zhiyin.flow.check.Outside;
import zhiyin.flow.check.Surroundings;
import zhiyin.flow.model.BpmnReader;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.FlowFile;
import zhiyin.spi.dialogue.KeyTable;

/** What the check finds before anybody calls a flow, each finding with rule, element and way out. */
class FlowCheckTest {

    private static final Map<String, Object> TEXT = Map.of("text", "您好");

    private static List<Finding> check(Drawing drawing, Drawing... others) {
        return check(KeyTable.STANDARD, drawing, others);
    }

    private static List<Finding> check(KeyTable keys, Drawing drawing, Drawing... others) {
        Map<String, FlowFile> files = Stream.of(others).map(Drawing::file).collect(Collectors.toMap(FlowFile::id, file -> file));
        return FlowCheck.check(BpmnReader.read(drawing.bpmn(), "test"), drawing.file(), new Surroundings(TestSteps.everyField(), files, keys, new Around()));
    }

    private static List<String> found(Drawing drawing, Drawing... others) {
        List<Finding> findings = check(drawing, others);
        assertThat(findings).allSatisfy(f -> assertThat(f.text()).containsOnlyKeys("zh", "en"));
        return findings.stream().map(f -> f.rule() + "@" + f.element()).toList();
    }

    private static final class Around implements Outside {

        @Override public Set<String> connectors() {
            return Set.of("pension");
        }

        @Override public Set<String> results(String connector) {
            return connector.equals("pension") ? Set.of("ok", "unknownPerson", "timeout", "failed") : Set.of();
        }

        @Override public Set<String> calendars() {
            return Set.of("service");
        }

        @Override public Set<String> contentClasses() {
            return Set.of();
        }

        @Override public Set<String> queues() {
            return Set.of("general");
        }

        @Override public boolean hasUnit(String unit) {
            return unit.equals("root");
        }

        @Override public Set<String> roles() {
            return Set.of("AGENT");
        }

        @Override public boolean hasPerson(String login) {
            return login.equals("li");
        }

        @Override public boolean hasTable(String table) {
            return table.equals("reception");
        }

        @Override public Optional<Map<String, String>> tableProblem(String table) {
            return Optional.empty();
        }

        @Override public List<Map<String, String>> tableWarnings(String table) {
            return List.of();
        }

        @Override public Set<String> columns(String table) {
            return table.equals("reception") ? Set.of("queue", "priority") : Set.of();
        }

        @Override public Optional<Map<String, String>> promptProblem(String text) {
            return text.contains("?new") ? Optional.of(Map.of("zh", "\"?new\" is not allowed", "en", "\"?new\" is not allowed")) : Optional.empty();
        }
    }

    private static Drawing menu(Map<String, String> keys) {
        return new Drawing("main").start("m").step("m", "menu", Map.of("text", "菜单", "keys", keys)).end("end");
    }

    private static Drawing settings(Map<String, Object> config) {
        return new Drawing("main").start("s").step("s", "fields", config).edge("s", "end", null).end("end");
    }

    @Test void flowThatIsRightHasNoFindings() {
        assertThat(found(menu(Map.of("1", "一", "2", "二")).exit("m", "key1", "end").exit("m", "key2", "end"))).isEmpty();
    }

    @Test void promptOrLabelThatCannotBeSaidIsNamed() {
        assertThat(found(new Drawing("main").start("m").step("m", "menu", Map.of("text", "${x?new()}", "keys", Map.of("1", "一"))).exit("m", "key1", "end").end("end"))).containsExactly("prompt@m");
        assertThat(found(menu(Map.of("1", "${x?new()}")).exit("m", "key1", "end"))).containsExactly("prompt@m");
    }

    @Test void keyWithoutAWayOutIsNamed() {
        List<Finding> findings = check(menu(Map.of("1", "一", "2", "二")).exit("m", "key1", "end"));
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("undrawnExit");
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.message()).contains("key2");
        });
    }

    @Test void wayForAllTheRestStandsForEveryExit() {
        assertThat(found(menu(Map.of("1", "一", "2", "二")).edge("m", "end", null))).isEmpty();
    }

    @Test void defaultedExitNeedNotBeDrawn() {
        assertThat(found(menu(Map.of("1", "一")).exit("m", "key1", "end"))).isEmpty();
        assertThat(found(menu(Map.of("1", "一")).exit("m", "key1", "end").exit("m", "noInput", "end"))).isEmpty();
    }

    @Test void exitThatDoesNotExistIsNamed() {
        assertThat(found(menu(Map.of("1", "一")).exit("m", "key1", "end").exit("m", "key7", "end"))).containsExactly("unknownExit@m");
        assertThat(found(new Drawing("main").start("s").step("s", "say", TEXT).exit("s", "spoken", "end").end("end"))).contains("unknownExit@s");
    }

    @Test void exitDrawnTwiceIsNamed() {
        assertThat(found(menu(Map.of("1", "一")).exit("m", "key1", "end").exit("m", "key1", "end"))).containsExactly("duplicateExit@m");
        assertThat(found(menu(Map.of("1", "一")).edge("m", "end", null).edge("m", "end", null))).containsExactly("duplicateExit@m");
        assertThat(found(new Drawing("main").raw("<startEvent id='start'/>").edge("start", "end", null).edge("start", "end", null).end("end")))
                .containsExactly("duplicateExit@start");
    }

    @Test void deadEndsAreNamed() {
        assertThat(found(new Drawing("main").start("s").step("s", "say", TEXT))).containsExactly("deadEnd@s");
        assertThat(found(new Drawing("main").raw("<startEvent id='start'/>"))).containsExactly("deadEnd@start");
        assertThat(found(new Drawing("main").start("g").raw("<exclusiveGateway id='g'/>"))).containsExactly("deadEnd@g");
    }

    @Test void whatNothingLeadsToIsAWarning() {
        List<Finding> findings = check(new Drawing("main").start("end").end("end").step("lost", "nonsense", Map.of()));
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.rule() + "@" + f.element()).isEqualTo("unreachable@lost");
            assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
        });
    }

    @Test void warningDoesNotHideAnUnsetVariable() {
        assertThat(found(new Drawing("main").start("s").step("s", "say", Map.of("text", "${age}")).edge("s", "end", null).end("end").step("lost", "say", TEXT)))
                .containsExactly("unreachable@lost", "unsetVariable@s");
    }

    @Test void unknownStepFlowConnectorAndCalendarAreNamed() {
        assertThat(found(new Drawing("main").start("s").step("s", "sing", Map.of()).edge("s", "end", null).end("end"))).containsExactly("unknownStep@s");
        assertThat(found(new Drawing("main").start("c").call("c", "nowhere", "").edge("c", "end", null).end("end"))).containsExactly("unknownFlow@c");
        assertThat(found(settings(Map.of("must", "x", "connector", "weather")))).containsExactly("unknownConnector@s");
        assertThat(found(settings(Map.of("must", "x", "calendar", "moon")))).containsExactly("unknownCalendar@s");
        assertThat(found(settings(Map.of("must", "x", "connector", "pension", "calendar", "service")))).isEmpty();
    }

    /** IVR-49: a connector's results are exits. */
    @Test void everyResultOfAConnectorMustBeDrawn() {
        Drawing lookup = new Drawing("main").start("l").step("l", "ask", Map.of("connector", "pension"))
                .exit("l", "ok", "end").exit("l", "unknownPerson", "end").end("end");
        assertThat(found(lookup)).isEmpty();
        assertThat(found(new Drawing("main").start("l").step("l", "ask", Map.of("connector", "pension")).exit("l", "ok", "end").end("end")))
                .containsExactly("undrawnExit@l");
    }

    @Test void missingSettingIsNamed() {
        assertThat(found(settings(Map.of()))).containsExactly("missingField@s");
        assertThat(found(settings(Map.of("must", "  ")))).containsExactly("missingField@s");
        assertThat(found(settings(Map.of("must", "x", "colour", "red")))).containsExactly("unknownField@s");
    }

    @ParameterizedTest @CsvSource({"count, three", "count, 0", "count, 10", "count, 1.5", "pause, -1", "pause, soon", "flag, yes", "word, blue", "into, 1st", "into, a b", "limit, 5", "limit, 0d", "limit, 5 days", "whom, somebody"})
    void settingOfTheWrongKindOrRangeIsNamed(String field, String value) {
        assertThat(found(settings(Map.of("must", "x", field, value)))).containsExactly("badField@s");
    }

    @Test void namesOfValuesAreThoseTheStepKnows() {
        assertThat(found(settings(Map.of("must", "x", "whom", Map.of("unit", "root", "colour", "red"))))).containsExactly("badField@s");
        assertThat(found(settings(Map.of("must", "x", "whom", Map.of("unit", "root", "person", "li"))))).isEmpty();
    }

    /** WO-18, WO-24: whom something is asked of, and to whom it goes when it is late: a case would stand still there. */
    @ParameterizedTest @CsvSource({"unit, pension, unknownUnit", "role, CLERK, unknownRole", "person, wang, unknownPerson"})
    void unknownAddresseesAreNamedWithAWayOut(String what, String name, String rule) {
        for (Map<String, Object> config : List.of(Map.<String, Object>of("must", "x", what, name), Map.<String, Object>of("must", "x", "whom", Map.of(what, name)))) {
            assertThat(check(settings(config))).singleElement().satisfies(found -> {
                assertThat(found.rule() + "@" + found.element()).isEqualTo(rule + "@s");
                assertThat(found.severity()).isEqualTo(Finding.Severity.ERROR);
                assertThat(found.text().get("zh")).contains(name, "请");
                assertThat(found.text().get("en")).contains(name);
            });
        }
    }

    @ParameterizedTest @CsvSource({"unit, root", "role, AGENT", "person, li", "unit, ${caller}", "role, ${caller}", "person, ${caller}", "person, ' '"})
    void knownAddresseesAndThoseOfACasesOwnPass(String what, String name) {
        assertThat(found(settings(Map.of("must", "x", what, name)))).isEmpty();
        assertThat(found(settings(Map.of("must", "x", "whom", Map.of(what, name))))).isEmpty();
    }

    @ParameterizedTest @CsvSource({"count, 1", "count, 9", "count, ${caller}", "pause, 0.2", "flag, true", "word, green", "into, balance_1", "limit, 5d", "limit, 8h", "limit, 0h", "limit, ${caller}"})
    void settingThatFitsPasses(String field, String value) {
        assertThat(found(settings(Map.of("must", "x", field, value)))).isEmpty();
    }

    @Test void keyOutsideZeroToNineIsNamed() {
        assertThat(found(menu(Map.of("*", "星")).edge("m", "end", null))).containsExactly("badField@m");
        assertThat(found(menu(Map.of("12", "十二")).edge("m", "end", null))).containsExactly("badField@m");
    }

    /** IVR-44: what a key does in every menu of the centre, no menu takes for itself. */
    @Test void keyThatTheCentreUsesInMenusIsNamedWhereAMenuDrawsIt() {
        KeyTable keys = new KeyTable('0', '9', '#', '#', '5', '4', '6');
        Drawing drawn = menu(Map.of("1", "一", "5", "五", "9", "九", "0", "零")).edge("m", "end", null);
        assertThat(found(drawn)).as("the usual keys collide with none").isEmpty();
        assertThat(check(keys, drawn)).extracting(Finding::rule).containsExactly("keyCollision", "keyCollision");
        assertThat(check(keys, menu(Map.of("9", "九")).exit("m", "key9", "end"))).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.element()).isEqualTo("m");
            assertThat(f.text().get("en")).contains("key 9", "the menu's help", "draw another key", "centre.yaml");
            assertThat(f.text().get("zh")).contains("按键 9", "菜单帮助", "请换一个按键", "centre.yaml");
        });
    }

    @Test void calendarOfTheFlowItselfMustExist() {
        assertThat(found(new Drawing("main").setting("calendar: moon").start("end").end("end"))).containsExactly("unknownCalendar@");
        assertThat(found(new Drawing("main").setting("calendar: service").start("end").end("end"))).isEmpty();
    }

    @Test void variableThatOnlyOneWaySetsIsNamedWhereItIsRead() {
        Drawing oneWay = menu(Map.of("1", "一", "2", "二")).exit("m", "key1", "set").exit("m", "key2", "say")
                .step("set", "set", Map.of("values", Map.of("age", "70"))).edge("set", "say", null)
                .step("say", "say", Map.of("text", "您 ${age} 岁")).edge("say", "end", null);
        assertThat(found(oneWay)).containsExactly("unsetVariable@say");
    }

    @Test void variableWithADefaultOrGivenByTheCallIsFine() {
        assertThat(found(new Drawing("main").start("s").step("s", "say", Map.of("text", "${(age)!'?'} ${caller} ${centre.city} ${now}")).edge("s", "end", null).end("end")))
                .isEmpty();
    }

    @Test void aGatewayMayAskWhetherAVariableIsSet() {
        Drawing asks = new Drawing("main").start("g").raw("<exclusiveGateway id='g'/>").edge("g", "say", "${age != null and caller != ''}").edge("g", "end", null)
                .step("say", "say", Map.of("text", "您 ${age} 岁")).edge("say", "end", null).end("end");
        assertThat(found(asks)).isEmpty();
        Drawing either = new Drawing("main").start("g").raw("<exclusiveGateway id='g'/>").edge("g", "say", "${age != null or caller != ''}").edge("g", "end", null)
                .step("say", "say", Map.of("text", "您 ${age} 岁")).edge("say", "end", null).end("end");
        assertThat(found(either)).as("it holds for some who have none").containsExactly("unsetVariable@say");
        Drawing without = new Drawing("main").start("g").raw("<exclusiveGateway id='g'/>").edge("g", "say", "${age == null}").edge("g", "end", null)
                .step("say", "say", Map.of("text", "您 ${age} 岁")).edge("say", "end", null).end("end");
        assertThat(found(without)).containsExactly("unsetVariable@say");
    }

    @Test void variableInAGatewayOrHandedToASubFlowIsChecked() {
        assertThat(found(new Drawing("main").start("g").raw("<exclusiveGateway id='g'/>").edge("g", "end", "${age >= 60}").edge("g", "end", null).end("end")))
                .containsExactly("unsetVariable@g");
        Drawing sub = new Drawing("sub").setting("numbers: []\ninputs: [years]\noutputs: [group]");
        assertThat(found(new Drawing("main").start("c").call("c", "sub", "<camunda:in source='age' target='years'/>").edge("c", "end", null).end("end"), sub))
                .containsExactly("unsetVariable@c");
        assertThat(found(new Drawing("main").start("c").call("c", "sub", "").edge("c", "end", null).end("end"), sub)).containsExactly("missingInput@c");
        assertThat(found(new Drawing("main").start("c").call("c", "sub", "<camunda:in source='caller' target='years'/><camunda:out source='size' target='x'/>")
                .edge("c", "end", null).end("end"), sub)).containsExactly("unknownOutput@c");
    }

    @Test void loopWithoutInputIsNamedAndOneWithAMenuIsFine() {
        assertThat(found(new Drawing("main").start("a").step("a", "say", TEXT).edge("a", "b", null).step("b", "say", TEXT).edge("b", "a", null)))
                .singleElement().asString().startsWith("loopWithoutInput@");
        assertThat(found(menu(Map.of("1", "一")).exit("m", "key1", "a").exit("m", "noInput", "end").step("a", "say", TEXT).edge("a", "m", null))).isEmpty();
    }

    @Test void loopThroughABoundaryEventIsFound() {
        assertThat(found(new Drawing("main").start("f").step("f", "fail", Map.of("category", "CONNECTOR")).edge("f", "end", null)
                .catching("caught", "f", "CONNECTOR").edge("caught", "f", null).end("end"))).singleElement().asString().startsWith("loopWithoutInput@");
    }

    @Test void nothingIsSaidAfterHangUp() {
        assertThat(found(new Drawing("main").start("end").end("end").callEnded("say", TEXT))).containsExactly("afterHangup@sayWhenGone");
        assertThat(found(new Drawing("main").start("end").end("end").callEnded("set", Map.of("values", Map.of("a", "1"))))).isEmpty();
    }

    @Test void textInALanguageThatNobodySpeaksIsNamed() {
        assertThat(found(new Drawing("main").start("s").step("s", "say", Map.of("text", Map.of("cn", "您好 ${caller}", "en", "Hello"))).edge("s", "end", null).end("end"))).containsExactly("badField@s");
        assertThat(found(new Drawing("main").start("s").step("s", "say", Map.of("text", Map.of("zh", "您好", "en", "Hello"))).edge("s", "end", null).end("end"))).isEmpty();
    }

    @Test void channelThatLacksWhatAStepNeedsIsNamed() {
        assertThat(found(new Drawing("main").setting("channels: [sms]").start("s").step("s", "say", TEXT).edge("s", "end", null).end("end")))
                .containsExactly("channel@s");
    }

    @Test void lineThatEndsNowhereAndAFlowWithoutAStartAreNamed() {
        assertThat(found(new Drawing("main").start("s").step("s", "say", TEXT).edge("s", "nowhere", null))).containsExactly("edge@e2");
        assertThat(found(new Drawing("main").end("end"))).containsExactly("start@");
    }

    @Test void processNamedOtherwiseThanItsFolderIsNamed() {
        assertThat(FlowCheck.check(BpmnReader.read(new Drawing("other").start("end").end("end").bpmn(), "test"), new Drawing("main").file(), new Surroundings(TestSteps.everyField(), Map.of(), KeyTable.STANDARD, new Around())))
                .extracting(Finding::rule).containsExactly("id");
    }

    /** DES-07, IVR-51: five levels of menus are nothing special. */
    @Test void fiveMenuLevelsPass() {
        Drawing deep = new Drawing("main").start("level1");
        for (int level = 1; level <= 5; level++) {
            deep.step("level" + level, "menu", Map.of("text", "第" + level + "级", "keys", Map.of("1", "下一级", "9", "再听")))
                    .exit("level" + level, "key1", level < 5 ? "level" + (level + 1) : "end").exit("level" + level, "key9", "level" + level);
        }
        assertThat(found(deep.end("end"))).isEmpty();
    }

    @Test void longDrawingIsCheckedToItsEnd() {
        Drawing line = new Drawing("main").start("s0");
        for (int i = 0; i < 1500; i++) {
            line.step("s" + i, "say", TEXT).edge("s" + i, i < 1499 ? "s" + (i + 1) : "s0", null);
        }
        assertThat(found(line)).singleElement().asString().startsWith("loopWithoutInput@");
    }
}

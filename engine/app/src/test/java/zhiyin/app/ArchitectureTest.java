package zhiyin.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

/** The arrows of the design, over the classes of every engine module. */
class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("zhiyin");

    @ParameterizedTest @ValueSource(strings = {"spi", "rtp", "webrtc", "sip", "prompt", "call", "flow", "connect", "app"})
    void everyModuleIsLookedAt(String module) {
        assertThat(ENGINE.that(resideInAPackage("zhiyin." + module + ".."))).isNotEmpty();
    }

    @Test void callAndFlowNeverKnowEachOther() {
        noClasses().that().resideInAPackage("zhiyin.call..").should().dependOnClassesThat().resideInAPackage("zhiyin.flow..").check(ENGINE);
        noClasses().that().resideInAPackage("zhiyin.flow..").should().dependOnClassesThat().resideInAPackage("zhiyin.call..").check(ENGINE);
    }

    @Test void onlyPromptKnowsFreeMarkerOnlyFlowCamundaOnlyConnectCamelOnlyRoutingDrools() {
        noClasses().that().resideOutsideOfPackage("zhiyin.prompt..").should().dependOnClassesThat().resideInAPackage("freemarker..").check(ENGINE);
        noClasses().that().resideOutsideOfPackage("zhiyin.flow..").should().dependOnClassesThat().resideInAPackage("org.camunda..").check(ENGINE);
        noClasses().that().resideOutsideOfPackage("zhiyin.connect..").should().dependOnClassesThat().resideInAPackage("org.apache.camel..").check(ENGINE);
        noClasses().that().resideOutsideOfPackage("zhiyin.routing..").should().dependOnClassesThat().resideInAnyPackage("org.drools..", "org.kie..").check(ENGINE);
        noClasses().that().resideOutsideOfPackage("zhiyin.webrtc..").should().dependOnClassesThat().resideInAnyPackage("org.bouncycastle..", "org.jitsi..").check(ENGINE);
        noClasses().that().resideOutsideOfPackage("zhiyin.sip..").should().dependOnClassesThat().resideInAnyPackage("javax.sip..", "gov.nist..").check(ENGINE);
    }

    @Test void spiNeedsTheJdkAndSlf4jOnly() {
        classes().that().resideInAPackage("zhiyin.spi..").should().onlyDependOnClassesThat().resideInAnyPackage("zhiyin.spi..", "java..", "org.slf4j..").check(ENGINE);
    }

    @Test void modulesKnowOnlyWhatTheDesignSays() {
        knows("spi");
        knows("sip");
        knows("rtp");
        knows("webrtc");
        knows("prompt", "spi");
        knows("call", "spi", "prompt", "sip", "rtp");
        knows("flow", "spi");
        knows("connect", "spi");
        knows("routing", "spi");
    }

    private static void knows(String module, String... others) {
        String[] allowed = Stream.concat(Stream.of(module), Stream.of(others)).map(m -> "zhiyin." + m + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage("zhiyin." + module + "..").should()
                .dependOnClassesThat(resideInAPackage("zhiyin..").and(DescribedPredicate.not(resideInAnyPackage(allowed)))).check(ENGINE);
    }

    @Test void nobodyKnowsTheApplication() {
        noClasses().that().resideOutsideOfPackage("zhiyin.app..").should().dependOnClassesThat().resideInAPackage("zhiyin.app..").check(ENGINE);
    }

    @ParameterizedTest @ValueSource(strings = {"rtp", "webrtc", "sip", "spi", "prompt", "call", "connect"}) void modulesBelowKnowNoSpring(String module) {
        noClasses().that().resideInAPackage("zhiyin." + module + "..").should().dependOnClassesThat().resideInAPackage("org.springframework..").check(ENGINE);
    }

    @Test void businessPackagesOfTheApplicationFormNoCircle() {
        ApplicationModules.of(ZhiyinApplication.class).verify();
    }
}

package zhiyin.call.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiyin.rtp.AudioClip;
import zhiyin.rtp.WavFile;
import zhiyin.sip.EndCause;
import zhiyin.spi.simulate.KeyScript;

class PhoneTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + LONG.toNanos(); !condition.getAsBoolean(); Thread.sleep(5)) {
            assertThat(System.nanoTime()).as("in vain: " + what).isLessThan(end);
        }
    }

    /** A call to the machine that was answered. */
    private static PhoneCall answered(Phone phone) {
        PhoneCall call = phone.dial("12333", "13800138000");
        assertThat(call.awaitAnswer(LONG)).isTrue();
        return call;
    }

    @Test
    void hearsThePromptAndItsEndAndHangsUp() throws Exception {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(1000)); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(call.codec()).isEqualTo("PCMA");
            assertThat(call.ear().awaitPromptEnd(LONG)).isTrue();
            call.hangUp();
            assertThat(call.end().kind()).isEqualTo(EndCause.Kind.LOCAL_BYE);
            assertThat(call.prompts()).singleElement().satisfies(prompt -> {
                assertThat(prompt.lengthMs()).isBetween(940L, 1100L);
                assertThat(prompt.level()).isBetween(-26.0, -18.0);
                assertThat(prompt.startMs()).isGreaterThan(200);
            });
            until("the machine knows", () -> !machine.ends.isEmpty());
            assertThat(machine.ends.get(0).kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
            call.close();
            until("everything is given back", () -> phone.open() == 0 && machine.legs() == 0);
        }
    }

    @Test
    void aPauseWithinAPromptIsNotItsEnd() {
        AudioClip prompt = Clips.join(Clips.burst(400), AudioClip.silence(400), Clips.burst(500));
        try (AnsweringMachine machine = new AnsweringMachine(prompt); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(call.ear().awaitPromptEnd(LONG)).isTrue();
            assertThat(call.prompts()).singleElement().satisfies(heard -> assertThat(heard.lengthMs()).isBetween(1240L, 1400L));
        }
    }

    @Test
    void keysWaitForThePromptsEndAndArriveInOrder() throws Exception {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(600), Clips.burst(700)).heedingNoKeys(); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(new Caller(call, LONG).follow(KeyScript.parse("123#"))).isEqualTo(Caller.Result.DONE);
            until("four keys", () -> machine.keys.size() == 4);
            assertThat(machine.keys).containsExactly("1", "2", "3", "#");
            HeardPrompt first = call.prompts().get(0);
            assertThat(call.keys().get(0).atMs()).isGreaterThanOrEqualTo(first.startMs() + first.lengthMs() + 600);
            assertThat(call.keys().get(0).stoppedMs()).isEqualTo(-1);
        }
    }

    @Test
    void anExclamationMarkKeysIntoThePromptAndTheNextGroupWaitsForTheNextPrompt() {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(20_000), Clips.burst(800)); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(new Caller(call, LONG).follow(KeyScript.parse("!4,5"))).isEqualTo(Caller.Result.DONE);
            List<HeardPrompt> prompts = call.prompts();
            List<SentKey> keys = call.keys();
            assertThat(prompts).hasSize(2);
            assertThat(keys.get(0).atMs()).isBetween(prompts.get(0).startMs(), prompts.get(0).startMs() + prompts.get(0).lengthMs());
            assertThat(keys.get(0).stoppedMs()).isNotNegative();
            assertThat(keys.get(1).atMs()).isGreaterThan(prompts.get(1).startMs() + prompts.get(1).lengthMs());
        }
    }

    @Test
    void aPauseInAGroupSaysSomethingAudible() throws Exception {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(500)).heedingNoKeys(); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(new Caller(call, LONG).follow(KeyScript.parse("w1#"))).isEqualTo(Caller.Result.DONE);
            until("the key after the pause", () -> machine.keys.equals(List.of("#")));
            assertThat(machine.heard.stream().filter(level -> level > 1500).count()).isGreaterThan(40);
        }
    }

    @Test
    void keysCanBeSentInBand() throws Exception {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(500)).heedingNoKeys(); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone).inBand(true);
            assertThat(new Caller(call, LONG).follow(KeyScript.parse("7"))).isEqualTo(Caller.Result.DONE);
            until("the tone", () -> machine.keys.equals(List.of("7 in band")));
        }
    }

    @Test
    void tellsThatTheOtherSideHungUpBeforeTheKeys() {
        try (AnsweringMachine machine = new AnsweringMachine(Clips.burst(500)).hangingUpAtTheEnd(); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(new Caller(call, LONG).follow(KeyScript.parse("1,2"))).isEqualTo(Caller.Result.ENDED);
            assertThat(call.awaitEnd(LONG).kind()).isEqualTo(EndCause.Kind.REMOTE_BYE);
            assertThat(call.keys()).isEmpty();
        }
    }

    @Test
    void tellsWhyNobodyAnswered() {
        try (AnsweringMachine machine = new AnsweringMachine().refusing(486); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = phone.dial("12333", "13800138000");
            assertThat(call.awaitAnswer(LONG)).isFalse();
            assertThat(call.end().kind()).isEqualTo(EndCause.Kind.BUSY);
            assertThat(call.end().code()).isEqualTo(486);
        }
    }

    @Test
    void givesUpWhereItOnlyRings() throws Exception {
        try (AnsweringMachine machine = new AnsweringMachine().onlyRinging(); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = phone.dial("12333", "13800138000", Duration.ofSeconds(1));
            assertThat(call.awaitAnswer(LONG)).isFalse();
            assertThat(call.end().kind()).isIn(EndCause.Kind.NO_ANSWER, EndCause.Kind.CANCELLED);
            until("everything is given back", () -> phone.open() == 0);
        }
    }

    @Test
    void noPromptIsNoReasonToWaitForEver() {
        try (AnsweringMachine machine = new AnsweringMachine(AudioClip.silence(20_000)); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(new Caller(call, Duration.ofSeconds(1)).follow(KeyScript.parse("1"))).isEqualTo(Caller.Result.NO_PROMPT);
            assertThat(call.ear().heardAnything()).isFalse();
            assertThat(machine.keys).isEmpty();
        }
    }

    @Test
    void whatWasHeardIsWrittenAndFoundAgain() throws Exception {
        AudioClip prompt = Clips.spoken("欢迎致电社会保险服务热线。");
        try (AnsweringMachine machine = new AnsweringMachine(prompt); Phone phone = Phone.to("127.0.0.1", machine.port())) {
            PhoneCall call = answered(phone);
            assertThat(call.ear().awaitPromptEnd(LONG)).isTrue();
            call.hangUp();
            Path file = folder.resolve("heard.wav");
            call.write(file);
            AudioClip heard = WavFile.read(file);
            assertThat(ClipSearch.find(heard, List.of(prompt)).found()).isTrue();
            assertThat(ClipSearch.find(heard, List.of(Clips.spoken("感谢您的来电，再见。"))).found()).isFalse();
        }
    }
}

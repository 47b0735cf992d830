package zhiyin.app.telephony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.settings.DataFolder;
import zhiyin.app.transport.HttpsConnector;

/** What the person who started the engine needs to know next, on the console and nowhere else. */
@Component
class Greeting {

    private final Telephony telephony;
    private final Extensions extensions;
    private final FlowLibrary library;
    private final HttpsConnector https;
    private final DataFolder data;

    Greeting(Telephony telephony, Extensions extensions, FlowLibrary library, HttpsConnector https, DataFolder data) {
        this.telephony = telephony;
        this.extensions = extensions;
        this.library = library;
        this.https = https;
        this.data = data;
    }

    @EventListener void ready(ApplicationReadyEvent event) {
        int web = event.getApplicationContext() instanceof WebServerApplicationContext server ? server.getWebServer().getPort() : 0;
        System.out.printf("""

                知音 Zhiyin 已启动 / is running
                  网页 Web          http://localhost:%d/   (admin, 密码 password %s)
                  电话 SIP          sip:NUMBER@%s:%d   号码 numbers %s
                  加密 Encrypted    %s
                  试拨 Try a call   ./zhiyin call 12333 --keys 4,370102196003150020#,246810#
                  试用账户 Account  身份证号 identity number 370102196003150020, 密码 password 246810
                  分机 Extensions   %s - %s, 密码 password %s
                  结束 Stop         Ctrl-C
                """, web, adminPassword(), telephony.address(), telephony.port(), library.entries().numbers(), encrypted(),
                extensions.numbers().get(0), extensions.numbers().get(extensions.numbers().size() - 1), extensions.password());
    }

    private String encrypted() {
        return (https.port() > 0 ? "https://" + telephony.address() + ":" + https.port() + "/   " : "")
                + (telephony.tlsPort() > 0 ? "sip:NUMBER@" + telephony.address() + ":" + telephony.tlsPort() + ";transport=tls" : "");
    }

    private String adminPassword() {
        Path file = data.path("admin-password.txt");
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "ZHIYIN_ADMIN_PASSWORD";
        } catch (IOException e) {
            return file.toString();
        }
    }
}

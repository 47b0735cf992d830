package zhiyin.app;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the engine. {@code ./zhiyin run} builds and calls it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ZhiyinApplication {

    static {
        // Stored times are UTC whatever the machine's zone; people see the centre's.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    public static void main(String[] arguments) {
        SpringApplication.run(ZhiyinApplication.class, arguments);
    }
}

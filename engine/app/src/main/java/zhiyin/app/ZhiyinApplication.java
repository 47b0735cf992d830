package zhiyin.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the engine. {@code ./zhiyin run} builds and calls it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ZhiyinApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ZhiyinApplication.class, arguments);
    }
}

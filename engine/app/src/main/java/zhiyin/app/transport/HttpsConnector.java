package zhiyin.app.transport;

import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.SslConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** HTTPS beside HTTP. HTTP stays for this machine itself and for whoever asks whether we are well. */
@Component
public class HttpsConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final TransportSettings settings;
    private final SslBundles bundles;
    private Connector connector;

    HttpsConnector(TransportSettings settings, SslBundles bundles) {
        this.settings = settings;
        this.bundles = bundles;
    }

    @Override public void customize(TomcatServletWebServerFactory factory) {
        if (settings.httpsPort() < 0) {
            return;
        }
        connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(settings.httpsPort());
        SslConnectorCustomizer tls = new SslConnectorCustomizer(LogFactory.getLog(HttpsConnector.class), connector, Ssl.ClientAuth.NONE);
        tls.customize(bundles.getBundle(Certificate.BUNDLE), java.util.Map.of());
        bundles.addBundleUpdateHandler(Certificate.BUNDLE, renewed -> tls.update(null, renewed));
        factory.addAdditionalConnectors(connector);
    }

    /** The port that is open; 0 for none. */
    public int port() {
        return connector == null ? 0 : connector.getLocalPort();
    }
}

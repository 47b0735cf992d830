package zhiyin.app.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows whatever certificate is the present one, so that connections made after a renewal see the new one and no listener is opened anew. */
final class ReplaceableKey extends X509ExtendedKeyManager {

    private volatile X509ExtendedKeyManager present;

    void show(X509ExtendedKeyManager other) {
        present = other;
    }

    @Override public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return present.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return present.chooseServerAlias(keyType, issuers, socket);
    }

    @Override public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return present.chooseClientAlias(keyType, issuers, socket);
    }

    @Override public String[] getServerAliases(String keyType, Principal[] issuers) {
        return present.getServerAliases(keyType, issuers);
    }

    @Override public String[] getClientAliases(String keyType, Principal[] issuers) {
        return present.getClientAliases(keyType, issuers);
    }

    @Override public X509Certificate[] getCertificateChain(String alias) {
        return present.getCertificateChain(alias);
    }

    @Override public PrivateKey getPrivateKey(String alias) {
        return present.getPrivateKey(alias);
    }
}

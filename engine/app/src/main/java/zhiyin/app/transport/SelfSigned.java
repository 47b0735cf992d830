package zhiyin.app.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Makes a certificate for a hotline that has none of its own, with the JDK's {@code keytool}: RSA, which the oldest telephones take,
 * for this machine's names, for ten years.
 */
final class SelfSigned {

    private static final String DAYS = "3650";
    private static final String PASSWORD = "ZHIYIN_STORE_PASSWORD";

    private SelfSigned() { }

    /**
     * Writes a PKCS #12 file that its owner alone may read. It is made in a private folder first: at no moment can others read it.
     *
     * @param address IP address or name that others reach us by, beside {@code localhost}
     * @throws UncheckedIOException saying what keytool said
     */
    static void make(Path file, String password, String address) {
        try {
            Path folder = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".tls", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path made = folder.resolve(file.getFileName());
            try {
                run(made, password, address);
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No certificate could be made in " + file + ": " + e.getMessage()
                    + " Name one of your own in ZHIYIN_TLS_CERTIFICATE, or set ZHIYIN_SIP_TLS_PORT and ZHIYIN_HTTPS_PORT to -1.", e);
        }
    }

    /** The password goes by the environment, which other users cannot see. */
    private static void run(Path file, String password, String address) throws IOException {
        String kind = address.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:";
        ProcessBuilder keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "zhiyin",
                "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + address + ", O=Zhiyin", "-ext", "san=" + kind + address + ",dns:localhost,ip:127.0.0.1",
                // A phone whose clock is behind must not find it of the future.
                "-startdate", "-1d", "-validity", DAYS,
                // The password lies beside the file and is random: more rounds would guard nothing.
                "-J-Dkeystore.pkcs12.certPbeIterationCount=1000", "-J-Dkeystore.pkcs12.keyPbeIterationCount=1000", "-J-Dkeystore.pkcs12.macIterationCount=1000",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass:env", PASSWORD)).redirectErrorStream(true);
        keytool.environment().put(PASSWORD, password);
        Process process = keytool.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool said: " + said.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

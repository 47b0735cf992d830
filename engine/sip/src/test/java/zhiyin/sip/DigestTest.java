package zhiyin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of RFC 7616 section 3.9.1. */
class DigestTest {

    private static final Digest.Credentials MUFASA = new Digest.Credentials("Mufasa", "http-auth@example.org", "Circle of Life");
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final Digest.Protection PROTECTION =
            new Digest.Protection("00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    @Test
    void answersByMd5() {
        assertThat(Digest.MD5.response(MUFASA, NONCE, "GET", "/dir/index.html", PROTECTION))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    }

    @Test
    void answersBySha256() {
        assertThat(Digest.SHA_256.response(MUFASA, NONCE, "GET", "/dir/index.html", PROTECTION))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void takesMd5WhereNothingIsSaid() {
        assertThat(Digest.of(null)).contains(Digest.MD5);
        assertThat(Digest.of("sha-256")).contains(Digest.SHA_256);
        assertThat(Digest.of("AKAv1-MD5")).isEmpty();
    }
}

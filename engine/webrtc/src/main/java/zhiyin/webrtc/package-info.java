/**
 * A browser's microphone and loudspeaker as a plain RTP party on loopback. {@link zhiyin.webrtc.WebRtcEndpoint} owns one UDP port for all browsers;
 * {@link zhiyin.webrtc.BrowserAudio} is one browser's audio: its offer is answered, then packets are decrypted and passed on to whatever media port the call at hand
 * has, and back. We are an ICE-lite agent (RFC 8445) and the DTLS server (RFC 5764); the only module that knows BouncyCastle and jitsi-srtp.
 */
package zhiyin.webrtc;

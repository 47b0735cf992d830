/** Browsers as phones (ACC-07). To the rest of the house each is one more SIP phone at its extension: its calls come over a SIP endpoint of our own on loopback, its audio over {@code zhiyin.webrtc}. */
package zhiyin.app.softphone;

/**
 * A phone of our own, for the command line and for tests. It knows of the other side only what the wire shows: SIP and RTP.
 * {@link zhiyin.call.phone.Phone} dials, {@link zhiyin.call.phone.PhoneCall} keys and hangs up, {@link zhiyin.call.phone.Ear} keeps
 * what is heard and tells speech from silence, {@link zhiyin.call.phone.Caller} follows a key script, and
 * {@link zhiyin.call.phone.ClipSearch} finds known speech in what was heard.
 */
package zhiyin.call.phone;

/**
 * The live call. {@link zhiyin.call.Calls} takes it from signalling and keeps it by callId; {@link zhiyin.call.Call} owns one mailbox,
 * its leg and its media port; {@link zhiyin.call.VoiceDialogue} runs one conversation action at a time on that mailbox:
 * keys, played prompts, timers and hang-up reach the action one after the other. Nothing here blocks; files and speech
 * come back to the mailbox as messages.
 */
package zhiyin.call;

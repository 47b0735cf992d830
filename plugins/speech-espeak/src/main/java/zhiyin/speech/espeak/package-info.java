/**
 * Speech by espeak-ng, run as a process of its own for each text: it is under the GPL, which does not bind what merely starts it.
 * Mandarin is sent as tone-numbered pinyin, English as words.
 */
package zhiyin.speech.espeak;

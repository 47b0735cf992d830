package zhiyin.prompt;

/**
 * A piece of a rendered prompt.
 *
 * @param shown  as a screen shows it: {@code 1,234.50元}
 * @param spoken in words, without digits: {@code 一千二百三十四元五角}
 * @param value  whether it came from a value and so may be a caller's own data, which is never stored
 */
record Segment(String shown, String spoken, boolean value) { }

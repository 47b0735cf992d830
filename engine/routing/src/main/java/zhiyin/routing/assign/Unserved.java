package zhiyin.routing.assign;

import java.util.Map;

/**
 * Nobody who is signed in, free or not, could take this contact as things stand, however long it waits.
 *
 * @param reason what is missing, in words, by language (zh, en)
 */
public record Unserved(String contactId, Map<String, String> reason) { }

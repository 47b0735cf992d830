package zhiyin.spi.descriptor;

import java.util.List;

/**
 * What a step's outcome can be.
 *
 * @param perKey     name of the {@code keys}, {@code connector} or {@code choices} field that makes further required exits; null for none
 * @param required   must be drawn
 * @param defaulted  may be left undrawn: the engine then says a sensible thing and ends the call
 */
public record Exits(String perKey, List<String> required, List<String> defaulted) { }

package zhiyin.spi.dialogue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request to join the citizen with one of several parties, tried in turn.
 *
 * @param targets  numbers: an extension, or an outside number that a trunk's prefix list takes
 * @param ring     how long each rings
 * @param waiting  said once before the first rings; ring-back is heard while they ring
 * @param refer    hand the call over by REFER where the caller's trunk takes it, else bridge
 * @param attached call-attached data (随路数据) sent with the new leg
 */
public record Transfer(List<String> targets, Duration ring, Prompt waiting, boolean refer, Map<String, String> attached) {

    public Transfer {
        targets = List.copyOf(targets);
        attached = Map.copyOf(attached);
    }
}

package zhiyin.app.telephony;

import java.util.List;

/** The ports that steps may ask for, whoever implements them. */
public record Ports(List<Object> all) { }

package zhiyin.spi;

/** The few kinds of failure. The name is the code of the BPMN error that a boundary event or error subprocess catches. */
public enum Category {
    /** The flow, a file or a setting is wrong; the author or operator mends it. */
    CONFIG,
    /** The citizen's side: hung up, keyed what cannot be used. */
    CALLER,
    /** A business system is down, slow or talks nonsense. */
    CONNECTOR,
    /** A prompt is missing, speech failed, a recording could not be written, a line broke. */
    MEDIA,
    /** A fault of ours. */
    INTERNAL
}

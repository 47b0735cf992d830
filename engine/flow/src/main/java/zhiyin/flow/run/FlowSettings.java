package zhiyin.flow.run;

/**
 * How flows run.
 *
 * @param threads  size of the flow pool
 * @param maxSteps steps without input after which a call is taken for a loop
 */
public record FlowSettings(int threads, int maxSteps) {

    public static final int MAX_STEPS = 100;
    public static final FlowSettings DEFAULT = new FlowSettings(4, MAX_STEPS);
}

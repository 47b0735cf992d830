package zhiyin.app.record;

/** Which class code of LOG-39 a flow's content has; empty for none. */
@FunctionalInterface
public interface ContentClasses {

    String of(String flow);
}

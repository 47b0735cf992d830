package zhiyin.prompt;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleHash;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.List;
import java.util.Map;
import zhiyin.spi.Category;
import zhiyin.spi.Secret;
import zhiyin.spi.StepFailure;

/** Shows templates words, numbers, truth values, times, lists and maps, and nothing that has methods. */
enum PlainValues implements ObjectWrapper {

    INSTANCE;

    /** A java.time value: prints as ISO text, and our functions can get at the value itself. */
    record Typed(Object value) implements freemarker.template.TemplateScalarModel {
        @Override public String getAsString() {
            return value.toString();
        }
    }

    @Override public TemplateModel wrap(Object value) throws TemplateModelException {
        if (value == null || value instanceof TemplateModel) {
            return (TemplateModel) value;
        }
        if (Secret.isReference(value)) {
            throw new StepFailure(Category.CONFIG, "A prompt reads the secret " + Secret.name(value) + ".", "prompt", "Secrets may only go to a connector; remove it from the text.");
        }
        if (value instanceof String text) {
            return new SimpleScalar(text);
        }
        if (value instanceof Number number) {
            return new SimpleNumber(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
        }
        if (value instanceof Map<?, ?> map) {
            return new SimpleHash(map, this);
        }
        if (value instanceof List<?> list) {
            return new SimpleSequence(list, this);
        }
        if (value.getClass().getPackageName().equals("java.time")) {
            return new Typed(value);
        }
        throw new TemplateModelException("a value of type " + value.getClass().getSimpleName() + " cannot be said");
    }
}

package zhiyin.routing;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.ast.InputDataNode;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.HitPolicy;
import org.kie.dmn.model.api.OutputClause;
import org.kie.dmn.validation.DMNValidator;
import org.kie.dmn.validation.DMNValidatorFactory;
import org.kie.dmn.validation.dtanalysis.model.DTAnalysis;
import org.kie.dmn.validation.dtanalysis.DMNDTAnalysisMessage;
import org.kie.internal.io.ResourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/**
 * A decision table of DMN 1.2 to 1.5, compiled. Thread-safe. Compiling takes a second the first time: never while a caller waits.
 */
public final class RuleTable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleTable.class);

    private final String name;
    private final DMNRuntime runtime;
    private final DMNModel model;
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final byte[] dmn;
    private List<TableFinding> findings;

    private RuleTable(String name, DMNRuntime runtime, byte[] dmn) {
        this.name = name;
        this.runtime = runtime;
        this.model = runtime.getModels().get(0);
        this.dmn = dmn;
        model.getInputs().stream().map(InputDataNode::getName).forEach(inputs::add);
        if (model.getDecisionByName(name).getDecision().getExpression() instanceof DecisionTable table) {
            table.getOutput().stream().map(this::column).forEach(outputs::add);
        }
    }

    private String column(OutputClause output) {
        return output.getName() == null ? name : output.getName();
    }

    /**
     * @param name of the table; the file's decision of that name is asked
     * @throws RefusedTableException where it does not compile or holds more than tables
     */
    public static RuleTable compile(String name, byte[] dmn) {
        TableXml.check(name, dmn);
        Resource resource = ResourceFactory.newByteArrayResource(dmn).setSourcePath(name + ".dmn");
        DMNRuntime runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration().fromResources(List.of(resource))
                .getOrElseThrow(e -> new RefusedTableException(List.of(TableFinding.error(name, "不能编译：" + e.getMessage(), "it does not compile: " + e.getMessage()))));
        List<TableFinding> errors = runtime.getModels().get(0).getMessages(DMNMessage.Severity.ERROR).stream()
                .map(m -> TableFinding.error(name, m.getText(), m.getText())).toList();
        if (!errors.isEmpty()) {
            throw new RefusedTableException(errors);
        }
        return new RuleTable(name, runtime, dmn);
    }

    private static List<TableFinding> gapsAndOverlaps(String name, byte[] dmn) {
        DMNValidator validator = DMNValidatorFactory.newValidator();
        try {
            List<TableFinding> findings = new ArrayList<>();
            validator.validateUsing(DMNValidator.Validation.ANALYZE_DECISION_TABLE).theseModels(new StringReader(new String(dmn, StandardCharsets.UTF_8))).stream()
                    .filter(DMNDTAnalysisMessage.class::isInstance).map(m -> ((DMNDTAnalysisMessage) m).getAnalysis()).distinct()
                    .forEach(analysis -> tell(name, analysis, findings));
            return findings;
        } finally {
            validator.dispose();
        }
    }

    private static void tell(String name, DTAnalysis analysis, List<TableFinding> findings) {
        analysis.getGaps().forEach(gap -> findings.add(TableFinding.warning(name, "没有规则的情形：" + gap.asHumanFriendly(analysis.getDdtaTable()) + "。请补一条规则，或画出“没有匹配”的出口。",
                "no rule holds for " + gap.asHumanFriendly(analysis.getDdtaTable()) + ". Add a rule, or draw the exit for no match.")));
        // Under FIRST the author's order decides, and overlapping is how such tables are written.
        if (analysis.getSource().getHitPolicy() != HitPolicy.FIRST) {
            analysis.getOverlaps().forEach(overlap -> {
                String where = overlap.getOverlap().asHumanFriendly(analysis.getDdtaTable());
                findings.add(TableFinding.warning(name, "规则 " + overlap.getRules() + " 重叠：" + where + "。请分开，或把命中策略改为 FIRST。",
                        "the rules " + overlap.getRules() + " overlap at " + where + ". Part them, or make the hit policy FIRST."));
            });
        }
    }

    public String name() {
        return name;
    }

    /** What it asks for. */
    public Set<String> inputs() {
        return inputs;
    }

    /** What a row gives. */
    public Set<String> outputs() {
        return outputs;
    }

    /** Gaps and overlaps, as warnings. Found when first asked for, which takes as long as compiling did. */
    public synchronized List<TableFinding> findings() {
        if (findings == null) {
            findings = List.copyOf(gapsAndOverlaps(name, dmn));
        }
        return findings;
    }

    /**
     * @return the row that holds, by output column; empty where none does
     * @throws StepFailure CONFIG where a cell cannot be evaluated for these values, or two rows hold and only one may
     */
    public Optional<Map<String, Object>> decide(Map<String, Object> values) {
        DMNContext context = runtime.newContext();
        inputs.forEach(input -> context.set(input, values.get(input)));
        DMNResult result = runtime.evaluateByName(model, context, name);
        List<String> errors = result.getMessages(DMNMessage.Severity.ERROR).stream().map(DMNMessage::getText).toList();
        if (!errors.isEmpty()) {
            // What the rule engine says may hold what the caller keyed.
            LOG.debug("Rule table {}: {}", name, errors);
            throw new StepFailure(Category.CONFIG, "The rule table " + name + " cannot decide: a cell cannot be evaluated for these values, or two rows hold where one may.",
                    "rule table " + name, "Try its rows with values for " + inputs + "; make the hit policy FIRST where rows overlap.");
        }
        DMNDecisionResult decided = result.getDecisionResultByName(name);
        return Optional.ofNullable(decided.getResult()).map(this::row);
    }

    private Map<String, Object> row(Object result) {
        if (result instanceof Map<?, ?> columns) {
            Map<String, Object> row = new LinkedHashMap<>();
            columns.forEach((column, value) -> row.put(column.toString(), kept(column.toString(), value)));
            return row;
        }
        String column = outputs.isEmpty() ? name : outputs.iterator().next();
        return Map.of(column, kept(column, result));
    }

    /** A flow's variable is a text, a number, yes or no, a date or a time; nothing else is carried on. */
    private Object kept(String column, Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof LocalDate || value instanceof LocalTime
                || value instanceof LocalDateTime || value instanceof ZonedDateTime || value instanceof Duration) {
            return value;
        }
        throw new StepFailure(Category.CONFIG, "The column " + column + " of rule table " + name + " gives a " + value.getClass().getSimpleName() + ".", "rule table " + name,
                "Let it give a text, a number, true or false, a date or a time.");
    }
}

package zhiyin.routing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.types.BuiltInType;
import zhiyin.routing.DrawnTable.Column;
import zhiyin.routing.DrawnTable.Kind;
import zhiyin.routing.DrawnTable.Rule;

/**
 * A decision table drawn on the first sheet of a workbook (.xlsx, .xls), the way the DMN standard draws one: the hit policy in the upper left corner, the inputs beside it, then the outputs;
 * below them their names and types; then a row for each rule. Made into a DMN file, which everything else reads. What stands above the hit policy is a title.
 */
final class ExcelTable {

    /** More of each is no table that a person keeps. */
    private static final int ROWS = 2000;
    private static final int COLUMNS = 60;
    private static final Map<String, String> HIT_POLICIES = Map.of("F", "FIRST", "FIRST", "FIRST", "首条", "FIRST", "U", "UNIQUE", "UNIQUE", "UNIQUE", "唯一", "UNIQUE", "A", "ANY", "ANY", "ANY");
    private static final Map<String, Kind> KINDS = Map.of("输入", Kind.INPUT, "条件", Kind.INPUT, "INPUT", Kind.INPUT, "输出", Kind.OUTPUT, "结果", Kind.OUTPUT, "OUTPUT", Kind.OUTPUT, "说明", Kind.NOTE, "NOTE", Kind.NOTE);
    private static final Map<String, String> TYPES = Map.of("文字", "string", "string", "string", "数字", "number", "number", "number", "是否", "boolean", "boolean", "boolean", "日期", "date", "date", "date");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    /** Variables have names of Latin letters; FEEL would take any word for one that is not known today. */
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private final String table;
    private final List<TableFinding> findings = new ArrayList<>();
    private final FEEL feel = FEELBuilder.builder().build();
    private final List<Column> columns = new ArrayList<>();
    private boolean spoken;

    private ExcelTable(String table) {
        this.table = table;
        feel.addListener(event -> spoken = true);
    }

    /** @return the table as DMN 1.3, UTF-8. @throws RefusedTableException naming every cell that cannot be understood */
    static byte[] toDmn(String table, byte[] workbook) {
        return new ExcelTable(table).read(workbook);
    }

    private byte[] read(byte[] bytes) {
        if (bytes.length > TableXml.LARGEST) {
            throw refused("文件大于 1 MB。", "the file is larger than 1 MB.");
        }
        DrawnTable drawn;
        // POI refuses what unpacks to more than a hundred times its size.
        try (Workbook workbook = WorkbookFactory.create(new ByteArrayInputStream(bytes))) {
            drawn = draw(workbook.getSheetAt(0));
        } catch (RefusedTableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw refused("不是能读取的 Excel 文件：" + e.getMessage(), "this is no Excel file that can be read: " + e.getMessage());
        }
        if (!findings.isEmpty()) {
            throw new RefusedTableException(findings);
        }
        return drawn.toDmn();
    }

    private RefusedTableException refused(String zh, String en) {
        return new RefusedTableException(List.of(TableFinding.error(table, zh, en)));
    }

    private DrawnTable draw(Sheet sheet) {
        Row head = head(sheet);
        columns(sheet, head.getRowNum());
        if (of(Kind.INPUT).isEmpty() || of(Kind.OUTPUT).isEmpty()) {
            complain(head.getRowNum(), 0, "这一行要标出至少一列“输入”和一列“输出”。", "mark at least one column in this row as input and one as output.");
        }
        return new DrawnTable(table, HIT_POLICIES.get(text(head.getCell(0)).toUpperCase(Locale.ROOT)), of(Kind.INPUT), of(Kind.OUTPUT), rules(sheet, head.getRowNum() + 3));
    }

    private List<Column> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    /** The row that begins with the hit policy. */
    private Row head(Sheet sheet) {
        for (Row row : sheet) {
            if (HIT_POLICIES.containsKey(text(row.getCell(0)).toUpperCase(Locale.ROOT))) {
                return row;
            }
        }
        throw refused("第一张工作表的 A 列里没有命中策略；请在表格左上角写 F（第一条符合的有效）或 U（只有一条符合）。",
                "column A of the first sheet has no hit policy; write F (the first rule that holds) or U (only one holds) into the table's upper left corner.");
    }

    private void columns(Sheet sheet, int row) {
        int last = Math.max(sheet.getRow(row).getLastCellNum(), sheet.getRow(row + 1) == null ? 0 : sheet.getRow(row + 1).getLastCellNum());
        if (last > COLUMNS) {
            throw refused("多于 " + COLUMNS + " 列。", "there are more than " + COLUMNS + " columns.");
        }
        Kind kind = null;
        for (int i = 1; i < last; i++) {
            String marked = text(cell(sheet, row, i));
            // A mark that stands over several columns is written into the first of them.
            kind = marked.isEmpty() ? kind : KINDS.get(marked.toUpperCase(Locale.ROOT));
            if (kind == null) {
                complain(row, i, "请写“输入”“输出”或“说明”。", "write input, output or note.");
            } else if (kind == Kind.NOTE) {
                columns.add(new Column(i, kind, "", ""));
            } else {
                column(sheet, row, i, kind);
            }
        }
    }

    private void column(Sheet sheet, int row, int i, Kind kind) {
        String name = text(cell(sheet, row + 1, i));
        String type = TYPES.get(text(cell(sheet, row + 2, i)).toLowerCase(Locale.ROOT));
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            complain(row + 1, i, "请写变量名，由英文字母和数字组成。", "write the name of a variable, of letters and digits.");
        } else if (type == null) {
            complain(row + 2, i, "请写类型：文字、数字、是否或日期。", "write the type: string, number, boolean or date.");
        } else {
            columns.add(new Column(i, kind, name, type));
        }
    }

    private List<Rule> rules(Sheet sheet, int first) {
        if (sheet.getLastRowNum() - first >= ROWS) {
            throw refused("多于 " + ROWS + " 条规则。", "there are more than " + ROWS + " rules.");
        }
        List<Rule> rules = new ArrayList<>();
        for (int row = first; row <= sheet.getLastRowNum(); row++) {
            int at = row;
            if (columns.stream().anyMatch(c -> !text(cell(sheet, at, c.index())).isEmpty())) {
                String notes = of(Kind.NOTE).stream().map(c -> text(cell(sheet, at, c.index()))).collect(Collectors.joining(" ")).strip();
                rules.add(new Rule(row + 1, notes, entries(sheet, row, Kind.INPUT), entries(sheet, row, Kind.OUTPUT)));
            }
        }
        if (rules.isEmpty()) {
            throw refused("一条规则也没有；规则从第 " + (first + 1) + " 行开始。", "there is no rule; rules begin in row " + (first + 1) + ".");
        }
        return rules;
    }

    private List<String> entries(Sheet sheet, int row, Kind kind) {
        return of(kind).stream().map(column -> entry(sheet, row, column)).toList();
    }

    /** What a cell says, in FEEL. */
    private String entry(Sheet sheet, int row, Column column) {
        Cell cell = cell(sheet, row, column.index());
        String text = text(cell);
        boolean input = column.kind() == Kind.INPUT;
        if (text.isEmpty() || text.equals("-")) {
            return input ? "-" : "null";
        }
        String feel = switch (column.type()) {
            case "string" -> words(text, input);
            case "boolean" -> switch (text.toLowerCase(Locale.ROOT)) {
                case "是", "true" -> "true";
                case "否", "false" -> "false";
                default -> text;
            };
            case "date" -> type(cell) == CellType.NUMERIC && DateUtil.isCellDateFormatted(cell) ? "date(\"" + text + "\")" : text;
            default -> comparison(text);
        };
        if (!isFeel(feel, input)) {
            complain(row, column.index(), "“" + text + "”看不懂。", "\"" + text + "\" is not understood.");
        }
        return feel;
    }

    /** As people write comparisons. */
    private static String comparison(String text) {
        return text.replace("≥", ">=").replace("≤", "<=").replace("＞", ">").replace("＜", "<").replace("＝", "=");
    }

    /** Words stand as they are, several parted by commas; whoever writes a quotation mark writes FEEL. */
    private static String words(String text, boolean input) {
        String straight = text.replace('“', '"').replace('”', '"');
        if (straight.contains("\"")) {
            return straight;
        }
        return Arrays.stream(input ? text.split("[,，、;；]") : new String[] {text}).map(word -> "\"" + word.strip().replace("\\", "\\\\") + "\"").collect(Collectors.joining(","));
    }

    private boolean isFeel(String text, boolean unary) {
        if (BEYOND_ASCII.matcher(QUOTED.matcher(text).replaceAll("")).find()) {
            return false;
        }
        CompilerContext names = feel.newCompilerContext();
        columns.stream().filter(c -> c.kind() == Kind.INPUT).forEach(c -> names.addInputVariableType(c.name(), BuiltInType.UNKNOWN));
        spoken = false;
        try {
            if (unary) {
                feel.processUnaryTests(text, names);
            } else {
                feel.processExpression(text, names);
            }
        } catch (RuntimeException e) {
            // Where it cannot read on, the language's own reader fails on what is not there.
            return false;
        }
        return !spoken;
    }

    private static Cell cell(Sheet sheet, int row, int column) {
        return sheet.getRow(row) == null ? null : sheet.getRow(row).getCell(column);
    }

    private static CellType type(Cell cell) {
        return cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
    }

    /** A number without the digits that its binary form would add, a date as ISO 8601; empty for an empty cell. */
    private static String text(Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (type(cell)) {
            case NUMERIC -> DateUtil.isCellDateFormatted(cell) ? cell.getLocalDateTimeCellValue().toLocalDate().format(DateTimeFormatter.ISO_DATE) : NumberToTextConverter.toText(cell.getNumericCellValue());
            case BOOLEAN -> Boolean.toString(cell.getBooleanCellValue());
            case STRING -> cell.getStringCellValue().strip();
            default -> "";
        };
    }

    private void complain(int row, int column, String zh, String en) {
        String cell = new CellReference(row, column).formatAsString();
        findings.add(TableFinding.error(table, "单元格 " + cell + "：" + zh, "cell " + cell + ": " + en));
    }
}

package zhiyin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clerk keeps her rules in a spreadsheet and puts the file into the folder (ACC-13, ACC-14, ACC-28). */
class ExcelTableTest {

    /** What she wrote: a title, three rows of heading, four rules, one of them with a formula, one with a date. */
    private static final Object[][] CLERKS = {
            {"转人工分组表（2026 年）"},
            {"F", "输入", null, null, "输出", null, "说明"},
            {"规则", "region", "age", "today", "queue", "priority"},
            {null, "文字", "数字", "日期", "文字", "数字"},
            {1, null, "≥65", null, "elder", 9, "老人优先"},
            {2, "济南，青岛", null, null, "near", "=2+3", "本省"},
            {3, "“烟台”", "[18..60]", null, "coast", 5},
            {null},
            {4, "-", null, LocalDate.of(2026, 10, 1), "holiday", 1},
            {5, null, null, null, "general", null},
    };

    private static byte[] workbook(Workbook workbook, Object[][] rows) {
        try (workbook; ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Sheet sheet = workbook.createSheet("规则");
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.getCreationHelper().createDataFormat().getFormat("yyyy\"年\"m\"月\"d\"日\""));
            for (int i = 0; i < rows.length; i++) {
                Row row = sheet.createRow(i);
                for (int k = 0; k < rows[i].length; k++) {
                    put(row.createCell(k), rows[i][k], day);
                }
            }
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void put(Cell cell, Object value, CellStyle day) {
        if (value instanceof Integer number) {
            cell.setCellValue(number);
        } else if (value instanceof LocalDate date) {
            cell.setCellValue(date);
            cell.setCellStyle(day);
        } else if (value instanceof String text && text.startsWith("=")) {
            cell.setCellFormula(text.substring(1));
        } else if (value instanceof String text) {
            cell.setCellValue(text);
        }
    }

    private static void decides(RuleTable table) {
        assertThat(table.inputs()).containsExactly("region", "age", "today");
        assertThat(table.outputs()).containsExactly("queue", "priority");
        LocalDate weekday = LocalDate.of(2026, 9, 30);
        assertThat(table.decide(Map.of("region", "青岛", "age", 70, "today", weekday))).contains(Map.of("queue", "elder", "priority", new BigDecimal("9")));
        assertThat(table.decide(Map.of("region", "青岛", "age", 30, "today", weekday))).contains(Map.of("queue", "near", "priority", new BigDecimal("5")));
        assertThat(table.decide(Map.of("region", "烟台", "age", 60, "today", weekday)).orElseThrow()).containsEntry("queue", "coast");
        assertThat(table.decide(Map.of("region", "烟台", "age", 61, "today", LocalDate.of(2026, 10, 1))).orElseThrow()).containsEntry("queue", "holiday");
        assertThat(table.decide(Map.of("region", "北京", "age", 61, "today", weekday)).orElseThrow()).containsEntry("queue", "general");
    }

    @Test void aClerksWorkbookDecides() {
        decides(RuleTable.compile("desk", ExcelTable.toDmn("desk", workbook(new XSSFWorkbook(), CLERKS))));
    }

    @Test void oneOfTheOldKindDoesToo() {
        decides(RuleTable.compile("desk", ExcelTable.toDmn("desk", workbook(new HSSFWorkbook(), CLERKS))));
    }

    private static Object[][] changed(int row, int column, Object value) {
        Object[][] rows = CLERKS.clone();
        rows[row] = java.util.Arrays.copyOf(rows[row], Math.max(rows[row].length, column + 1));
        rows[row][column] = value;
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a number that is none       | 4 | 2 | 六十五岁以上 | C5  | 看不懂
            a broken range              | 6 | 2 | [18..60     | C7  | 看不懂
            a result that is no number  | 4 | 5 | 最高级      | F5  | 看不懂
            a heading nobody knows      | 1 | 4 | 输去        | E2  | 输入
            a variable's name in words  | 2 | 2 | 年龄        | C3  | 变量名
            a type nobody knows         | 3 | 1 | 汉字        | B4  | 类型
            no hit policy               | 1 | 0 | X           | A 列 | 命中策略
            code                        | 4 | 2 | function(x) x | C5 | 程序代码
            """)
    void whatIsWrongIsNamedByItsCell(String what, int row, int column, String value, String place, String said) {
        assertThatThrownBy(() -> RuleTable.compile("desk", ExcelTable.toDmn("desk", workbook(new XSSFWorkbook(), changed(row, column, value))))).isInstanceOfSatisfying(RefusedTableException.class, e -> {
            assertThat(e.text().get("zh")).contains("规则表 desk").contains(said);
            if (!said.equals("程序代码")) {
                assertThat(e.text().get("zh")).contains(place);
            }
            assertThat(e.text().get("en")).doesNotContainPattern("[\\u4e00-\\u9fff]{5}$");
        });
    }

    @Test void whatIsNoWorkbookIsRefused() {
        for (byte[] bytes : List.of(new byte[0], "region,age\n".getBytes(), new byte[TableXml.LARGEST + 1])) {
            assertThatThrownBy(() -> ExcelTable.toDmn("desk", bytes)).isInstanceOf(RefusedTableException.class).hasMessageContaining("Rule table desk");
        }
    }

    /** She saves it again while calls come in; once with a slip, and the table before it goes on. The file that her program keeps beside an open one is no table. */
    @Test void aWorkbookInTheFolderIsTakenUp(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("desk.xlsx");
        Files.write(file, workbook(new XSSFWorkbook(), CLERKS));
        Files.write(folder.resolve("~$desk.xlsx"), new byte[165]);
        RuleTables tables = new RuleTables(List.of(folder));
        Map<String, Object> elder = Map.of("region", "北京", "age", 70, "today", LocalDate.of(2026, 9, 30));
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "elder");
        assertThat(tables.problems()).isEmpty();

        save(file, changed(4, 2, "≥七十"), 1);
        tables.refresh();
        assertThat(tables.problems().get("desk").get("zh")).contains("单元格 C5").contains("原来的表继续有效");
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "elder");

        save(file, changed(4, 2, ">=75"), 2);
        tables.refresh();
        assertThat(tables.problems()).isEmpty();
        assertThat(tables.decide("desk", elder).orElseThrow()).containsEntry("queue", "general");
    }

    private static void save(Path file, Object[][] rows, int later) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.write(file, workbook(new XSSFWorkbook(), rows));
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + later * 1000));
    }
}

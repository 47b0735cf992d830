package zhiyin.app.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.flows.FlowLibrary;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.record.CodeTables;
import zhiyin.app.security.Scope;
import zhiyin.flow.run.FlowVersion;

/** The code tables of the logs: to read for everyone, to change for administrators. */
@RestController
@RequestMapping("/api/codes/{scheme}")
class CodesApi {

    /** What a code means. */
    record Names(String nameZh, String nameEn) { }

    private final CodeTables tables;
    private final FlowLibrary library;
    private final Scope scope;

    CodesApi(CodeTables tables, FlowLibrary library, Scope scope) {
        this.tables = tables;
        this.library = library;
        this.scope = scope;
    }

    /** @param scheme CSEX, CTYPE, CUTYPE, CETYPE, CINDU, SC, MODE, KEY or CASE */
    @GetMapping List<CodeTables.Code> codes(@PathVariable String scheme) {
        return tables.codes(scheme);
    }

    @PutMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String scheme, @PathVariable String code, @RequestBody Names names) {
        scope.wholeCentre();
        tables.put(scheme, code, names.nameZh() == null ? "" : names.nameZh(), names.nameEn() == null ? "" : names.nameEn());
    }

    /** 409 where a published flow needs it, with which. */
    @DeleteMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String scheme, @PathVariable String code) {
        scope.wholeCentre();
        List<String> flows = library.published().stream().filter(flow -> uses(flow, scheme, code)).map(FlowVersion::id).sorted().toList();
        if (!flows.isEmpty()) {
            throw Refused.conflict(scheme + " " + code, new Words("流程 " + String.join("、", flows) + " 正在使用此代码。", "The flows " + String.join(", ", flows) + " use this code."),
                    new Words("请先在流程中改用别的代码并发布。", "Have them use another one, and publish them, first."));
        }
        tables.remove(scheme, code);
    }

    /** The class of a flow's content, or the category that one of its steps gives a case. */
    private static boolean uses(FlowVersion flow, String scheme, String code) {
        return switch (scheme) {
            case "SC" -> flow.file().contentClass().equals(code);
            case "CASE" -> flow.model().nodes().values().stream().anyMatch(node -> code.equals(node.config().get("category")));
            default -> false;
        };
    }
}

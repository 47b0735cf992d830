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
import zhiyin.app.record.CodeTables;

/** The code tables of the logs: to read for everyone, to change for administrators. */
@RestController
@RequestMapping("/api/codes/{scheme}")
class CodesApi {

    /** What a code means. */
    record Names(String nameZh, String nameEn) { }

    private final CodeTables tables;

    CodesApi(CodeTables tables) {
        this.tables = tables;
    }

    /** @param scheme CSEX, CTYPE, CUTYPE, CETYPE, CINDU, SC, MODE or KEY */
    @GetMapping List<CodeTables.Code> codes(@PathVariable String scheme) {
        return tables.codes(scheme);
    }

    @PutMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String scheme, @PathVariable String code, @RequestBody Names names) {
        tables.put(scheme, code, names.nameZh() == null ? "" : names.nameZh(), names.nameEn() == null ? "" : names.nameEn());
    }

    @DeleteMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String scheme, @PathVariable String code) {
        tables.remove(scheme, code);
    }
}

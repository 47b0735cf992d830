package zhiyin.app.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.record.CodeTables;
import zhiyin.app.security.Scope;

/** The code tables of the logs: to read for everyone, to change for administrators. */
@RestController
@RequestMapping("/api/codes/{scheme}")
class CodesApi {

    /** What a code means. */
    record Names(String nameZh, String nameEn) { }

    private final CodeTables tables;
    private final Scope scope;

    CodesApi(CodeTables tables, Scope scope) {
        this.tables = tables;
        this.scope = scope;
    }

    /** @param scheme CSEX, CTYPE, CUTYPE, CETYPE, CINDU, SC, MODE or KEY */
    @GetMapping List<CodeTables.Code> codes(@PathVariable String scheme) {
        return tables.codes(scheme);
    }

    /** The tables are the whole centre's. */
    private void mayChange() {
        if (!scope.sight().administered().all()) {
            throw new AccessDeniedException("the code tables are changed by whoever administers all units");
        }
    }

    @PutMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String scheme, @PathVariable String code, @RequestBody Names names) {
        mayChange();
        tables.put(scheme, code, names.nameZh() == null ? "" : names.nameZh(), names.nameEn() == null ? "" : names.nameEn());
    }

    @DeleteMapping("/{code}") @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String scheme, @PathVariable String code) {
        mayChange();
        tables.remove(scheme, code);
    }
}

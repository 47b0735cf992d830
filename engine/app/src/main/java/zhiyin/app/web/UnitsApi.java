package zhiyin.app.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.people.UnitTree;
import zhiyin.app.people.Words;
import zhiyin.app.security.Scope;

/** The tree of units (SITE-01), as far as the reader's roles go. */
@RestController
@RequestMapping("/api/units")
class UnitsApi {

    /** What is written of a unit. @param parent id of the one above; on a change: null leaves it where it is */
    record Draft(String parent, UnitTree.Kind kind, Words name) { }

    private final UnitTree tree;
    private final Scope scope;

    UnitsApi(UnitTree tree, Scope scope) {
        this.tree = tree;
        this.scope = scope;
    }

    /** Each behind the one it belongs to. */
    @GetMapping Page<UnitTree.Unit> units(@RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
        int size = Page.limit(limit);
        return Page.of(tree.list(scope.sight().known(), after, size + 1), size, UnitTree.Unit::id);
    }

    @PostMapping @ResponseStatus(HttpStatus.CREATED) Map<String, String> add(@RequestBody Draft draft) {
        return Map.of("id", tree.add(draft.parent(), draft.kind(), draft.name(), scope.sight().administered()));
    }

    /** Renames it and, where another parent is named, moves it with all below it. */
    @PutMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void change(@PathVariable String id, @RequestBody Draft draft) {
        tree.change(id, draft.parent(), draft.kind(), draft.name(), scope.sight().administered());
    }

    /** Dissolves it; refused, saying what is there, while it holds anything. */
    @DeleteMapping("/{id}") @ResponseStatus(HttpStatus.NO_CONTENT) void dissolve(@PathVariable String id) {
        tree.dissolve(id, scope.sight().administered());
    }
}
